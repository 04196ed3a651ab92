// Run after upgrading the stripe package: node twin/generate/generate-operations.ts
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Stripe } from 'stripe'
import ts from 'typescript-5.9'
import type { Operation, Shape } from '../kernel/shape.ts'
import { TypeDescriber } from './describe-type.ts'
import './generate-thin-events.ts'
import { readRequests } from './read-requests.ts'

const entry = fileURLToPath(new URL('stripe.core.d.ts', import.meta.resolve('stripe')))
const program = ts.createProgram([entry], {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  skipLibCheck: true,
  types: ['node'],
})
const checker = program.getTypeChecker()
const describer = new TypeDescriber(checker)
const source = program.getSourceFile(entry)
const moduleSymbol = source && checker.getSymbolAtLocation(source)
const stripe = moduleSymbol && checker.getExportsOfModule(moduleSymbol).find((symbol) => symbol.name === 'Stripe')
if (!stripe) throw new Error(`${entry} exports no Stripe`)

const operations: Operation[] = []
const parameterTypes: string[] = []
collectOperations(checker.getDeclaredTypeOfSymbol(stripe), [])

const objects: Record<string, Shape> = {}
const objectTypes: Record<string, string> = {}
collectObjects(stripe, 'Stripe')
write()

function collectOperations(owner: ts.Type, path: string[]) {
  const requests = requestsOf(owner)
  for (const property of checker.getPropertiesOfType(owner)) {
    if (property.name.startsWith('_')) continue
    const type = checker.getTypeOfSymbol(property)
    const request = requests.get(property.name)
    const signature = type.getCallSignatures()[0]
    if (request && signature) addOperation([...path, property.name], request, signature)
    else if (/Resource$|^Stripe[A-Z]|Namespace$/.test(type.symbol?.name ?? '') || isNamespace(type)) {
      if (path.length < 4) collectOperations(type, [...path, property.name])
    }
  }
}

function requestsOf(owner: ts.Type) {
  const file = owner.symbol?.declarations?.[0]?.getSourceFile().fileName
  return file?.includes('/resources/') ? readRequests(file.replace(/\.d\.ts$/, '.js'), owner.symbol.name) : new Map()
}

function isNamespace(type: ts.Type): boolean {
  const file = type.symbol?.declarations?.[0]?.getSourceFile().fileName ?? ''
  return file.includes('/resources/') && file.endsWith('/index.d.ts')
}

function addOperation(
  path: string[],
  request: ReturnType<typeof readRequests> extends Map<string, infer R> ? R : never,
  signature: ts.Signature,
) {
  const name = path.join('.')
  const index = signature.parameters.findIndex((parameter) => parameter.name === 'params')
  const parameter = signature.parameters[index]
  operations.push({
    name,
    ...request,
    method: request.method as Operation['method'],
    ...(parameter ? { params: describer.describe(checker.getTypeOfSymbol(parameter), 'params') } : {}),
    ...answerOf(signature.getReturnType()),
  })
  const method = path.map((part) => `['${part}']`).join('')
  parameterTypes.push(
    `  '${name}': ${parameter ? `NonNullable<Parameters<Stripe${method}>[${index}]>` : 'Record<never, never>'}`,
  )
}

function answerOf(type: ts.Type): { answers?: string } {
  const [argument] = type.aliasTypeArguments ?? checker.getTypeArguments(type as ts.TypeReference)
  if (!argument) return {}
  const members = (argument.aliasTypeArguments?.[0] ?? argument) as ts.Type
  const names = (members.isUnion() ? members.types : [members]).flatMap(
    (member) => describer.nameOfObject(member) ?? [],
  )
  const answers = names.find((name) => !name.startsWith('deleted_')) ?? names[0]
  return answers ? { answers } : {}
}

function collectObjects(namespace: ts.Symbol, path: string) {
  for (const symbol of namespace.exports?.values() ?? []) {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    if (target.flags & ts.SymbolFlags.Interface) {
      const type = checker.getDeclaredTypeOfSymbol(target)
      const name = describer.nameOfObject(type)
      if (!name || objects[name] !== undefined || isGeneric(type)) continue
      objects[name] = describer.describe(type, 'object')
      objectTypes[name] = `${path}.${symbol.name}`
    }
    if (target.flags & ts.SymbolFlags.Module && /^[A-Z]/.test(symbol.name) && !belongsToObject(target)) {
      collectObjects(target, `${path}.${symbol.name}`)
    }
  }
}

/** Lists and pages of search results are the kernel's. */
function isGeneric(type: ts.Type): boolean {
  return Boolean((type as ts.InterfaceType).typeParameters?.length)
}

/** The namespace that merges with an object's interface holds its parts, not objects of its own. */
function belongsToObject(symbol: ts.Symbol): boolean {
  return Boolean(symbol.flags & ts.SymbolFlags.Interface)
}

function write() {
  const folder = new URL('../generated/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  operations.sort((a, b) => (a.name < b.name ? -1 : 1))
  const lines = (entries: unknown[]) => `[\n${entries.map((one) => JSON.stringify(one)).join(',\n')}\n]`
  const fields = Object.entries(objects).sort(([a], [b]) => (a < b ? -1 : 1))
  const table = `{\n${fields.map(([name, shape]) => `${JSON.stringify(name)}:${JSON.stringify(shape)}`).join(',\n')}\n}`
  writeFileSync(
    new URL('stripe.json', folder),
    `{"version":${JSON.stringify(Stripe.API_VERSION)},\n"operations":${lines(operations)},\n"objects":${table},\n"shapes":${lines(describer.shapes)}}\n`,
  )
  const types = Object.keys(objectTypes)
    .sort()
    .map((name) => `  '${name}': ${objectTypes[name]}`)
  writeFileSync(
    new URL('stripe-types.ts', folder),
    `import type { Stripe } from 'stripe'\n\nexport interface StripeObjects {\n${types.join('\n')}\n}\n\n` +
      `export interface StripeParams {\n${parameterTypes.sort().join('\n')}\n}\n`,
  )
  console.log(`${operations.length} operations, ${fields.length} objects, ${describer.shapes.length} shared shapes`)
}
