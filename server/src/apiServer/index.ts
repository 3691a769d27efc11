export * from './judgement';
