import ts from 'typescript-5.9'
import type { Shape } from '../kernel/shape.ts'

/** Writes TypeScript types down as shapes (see kernel/shape.ts), and each shape that occurs twice only once. */
export class TypeDescriber {
  readonly shapes: Shape[] = []
  private readonly checker: ts.TypeChecker
  private readonly numbers = new Map<string, number>()
  private readonly open: ts.Type[] = []

  constructor(checker: ts.TypeChecker) {
    this.checker = checker
  }

  describe(type: ts.Type, place: 'params' | 'object', name = ''): Shape {
    const members = type.isUnion() ? type.types : [type]
    const given = members.filter((member) => !(member.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)))
    const solid = given.filter((member) => !(member.flags & ts.TypeFlags.Null) && !isEmptyString(member))
    const shape = this.describeMembers(solid, place, name)
    if (solid.length === given.length || shape === 'any') return shape
    return place === 'params' ? { empty: shape } : { null: shape }
  }

  private describeMembers(members: ts.Type[], place: 'params' | 'object', name: string): Shape {
    const literals = members.filter((member) => member.isStringLiteral()).map((member) => member.value)
    const rest = members.filter((member) => !member.isStringLiteral() && !isOtherString(member))
    const shapes = new Map<string, Shape>()
    if (literals.length > 0) shapes.set('enum', this.intern({ enum: literals.sort() }))
    for (const member of rest) {
      const shape = this.describeOne(member, place, name)
      shapes.set(JSON.stringify(shape), shape)
    }
    const all = [...shapes.values()]
    const targets = all.flatMap((shape) => (typeof shape === 'object' && 'ref' in shape ? [shape.ref] : []))
    if (targets.length > 0 && targets.length === all.length - 1 && shapes.has('"string"')) {
      return { expandable: targets.filter((target) => !target.startsWith('deleted_')) }
    }
    return all.length === 1 && all[0] !== undefined ? all[0] : all.length === 0 ? 'any' : { oneOf: all }
  }

  private describeOne(type: ts.Type, place: 'params' | 'object', name: string): Shape {
    if (type.flags & ts.TypeFlags.StringLike) return 'string'
    if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean'
    // The types say `number` for both; only rates, degrees and the measures of a package have a fraction.
    if (type.flags & ts.TypeFlags.NumberLike)
      return /percent|rate$|latitude|longitude|^(height|length|weight|width)$/.test(name) ? 'number' : 'integer'
    const symbol = type.aliasSymbol?.name ?? type.symbol?.name
    if (symbol === 'Decimal') return 'decimal'
    if (symbol === 'Buffer' || symbol === 'Uint8Array' || symbol === 'FileData') return 'file'
    const [argument] = type.aliasTypeArguments ?? this.checker.getTypeArguments(type as ts.TypeReference)
    if (this.checker.isArrayType(type) && argument) return { array: this.describe(argument, place, name) }
    if ((symbol === 'ApiList' || symbol === 'V2List') && argument) return { list: this.describe(argument, place) }
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return 'any'
    const objectName = place === 'object' && this.open.length > 0 ? this.nameOfObject(type) : undefined
    if (objectName) return { ref: objectName }
    return this.open.includes(type) ? 'any' : this.intern(this.describeFields(type, place))
  }

  private describeFields(type: ts.Type, place: 'params' | 'object'): Shape {
    const value = type.getStringIndexType()
    if (value) return { map: this.describe(value, place) }
    this.open.push(type)
    const fields: Record<string, Shape> = {}
    for (const property of this.checker.getPropertiesOfType(type)) {
      if (property.name === 'lastResponse') continue
      const required = !(property.flags & ts.SymbolFlags.Optional)
      const shape = this.describe(this.checker.getTypeOfSymbol(property), place, property.name)
      fields[required ? property.name : `${property.name}?`] = shape
    }
    this.open.pop()
    return { fields }
  }

  /** `customer`, or `deleted_customer` for the stub that is left of a deleted one. */
  nameOfObject(type: ts.Type): string | undefined {
    const object = this.checker.getPropertyOfType(type, 'object')
    const name = object && this.checker.getTypeOfSymbol(object)
    if (!name?.isStringLiteral()) return undefined
    const deleted = this.checker.getPropertyOfType(type, 'deleted')
    const isStub = deleted && this.checker.typeToString(this.checker.getTypeOfSymbol(deleted)) === 'true'
    return isStub ? `deleted_${name.value}` : name.value
  }

  private intern(shape: Shape): Shape {
    const key = JSON.stringify(shape)
    if (key.length < 40) return shape
    const number = this.numbers.get(key) ?? this.shapes.push(shape) - 1
    this.numbers.set(key, number)
    return number
  }
}

function isEmptyString(type: ts.Type): boolean {
  return type.isStringLiteral() && type.value === ''
}

/** The package's `OtherString`: enums of answers and parameters are open in its types, not at Stripe. */
function isOtherString(type: ts.Type): boolean {
  return type.isIntersection() && type.types.some((member) => member.flags & ts.TypeFlags.String)
}
