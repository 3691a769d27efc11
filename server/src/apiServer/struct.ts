/** Objects in the form in which Go holds and encodes them: zero values, `omitempty`, structs in place. */
import type { Release } from '../../../simulator/src/index';
import { type Field, type ObjectType, objectType, type Shape } from '../kubernetes/index';
import type { Draft, DraftObject } from './draft';

/** Go's zero value of a shape, as it stands in a list or as the value of a map. */
export function zeroOf(shape: Shape, release: Release): Draft {
  switch (shape.kind) {
    case 'list':
    case 'map':
      return null;
    case 'object': {
      const type = objectType(shape.type, release);
      return type === null ? {} : completeStruct({}, type, release);
    }
    case 'scalar':
      switch (shape.scalar) {
        case 'string':
        case 'bytes':
          return '';
        case 'boolean':
          return false;
        case 'int32':
        case 'int64':
        case 'IntOrString':
          return 0;
        case 'Quantity':
          return '0';
        case 'Time':
        case 'any':
          return null;
      }
  }
}

function isZero(value: Draft): boolean {
  return value === null || value === '' || value === 0 || value === false;
}

/**
 * What the server's encoder makes of a struct: drops the scalars that `omitempty` drops (empty lists and maps go last, see
 * `omitEmpty`), writes what is always written, and puts every
 * nested struct (no pointer) in place. `creationTimestamp` belongs to the server and is left alone.
 */
export function completeStruct(object: DraftObject, type: ObjectType, release: Release): DraftObject {
  for (const [name, value] of Object.entries(object)) {
    if (!isZero(value)) continue;
    const field = type.fields.get(name);
    if (field !== undefined && !field.pointer && !field.always && !isStruct(field.shape)) delete object[name];
  }
  for (const field of inPlace(type)) {
    if (object[field.name] === undefined) object[field.name] = field.pointer ? null : zeroOf(field.shape, release);
  }
  return object;
}

/** A struct that is no pointer stands in its parent whether it was written or not; quantities and times are structs, too. */
function isStruct(shape: Shape): boolean {
  return (
    shape.kind === 'object' || (shape.kind === 'scalar' && (shape.scalar === 'Quantity' || shape.scalar === 'Time'))
  );
}

const fieldsInPlace = new WeakMap<ObjectType, readonly Field[]>();

/** Fields that are there even when nobody wrote them; but for `creationTimestamp`, which belongs to the server. */
function inPlace(type: ObjectType): readonly Field[] {
  let fields = fieldsInPlace.get(type);
  if (fields === undefined) {
    fields = [...type.fields.values()].filter(
      ({ name, shape, pointer, always }) => always || (!pointer && isStruct(shape) && name !== 'creationTimestamp'),
    );
    fieldsInPlace.set(type, fields);
  }
  return fields;
}
