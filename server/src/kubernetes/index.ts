/** Knowledge as data: the shape of the API by release, its defaults, gates and served versions, and the prose of hovers. */
export * from './apis';
export * from './defaults';
export * from './fields';
export * from './gates';
export * from './names';
export * from './prose';
export * from './shape';
