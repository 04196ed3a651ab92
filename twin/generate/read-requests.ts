import { readFileSync } from 'node:fs'
import ts from 'typescript-5.9'

export type RequestOfMethod = { method: string; path: string; kind?: 'list' | 'search'; host?: string }

/** What a class of the package's JavaScript requests, by method name: the `.d.ts` files do not say the paths. */
export function readRequests(file: string, className: string): Map<string, RequestOfMethod> {
  const requests = new Map<string, RequestOfMethod>()
  for (const statement of parse(file).statements) {
    if (!ts.isClassDeclaration(statement) || statement.name?.text !== className) continue
    for (const member of statement.members) {
      if (!ts.isMethodDeclaration(member) || !member.body) continue
      const request = findRequest(member.body)
      if (request) requests.set(member.name.getText(), request)
    }
  }
  return requests
}

const parsed = new Map<string, ts.SourceFile>()

function parse(file: string): ts.SourceFile {
  const known = parsed.get(file)
  if (known) return known
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true)
  parsed.set(file, source)
  return source
}

function findRequest(node: ts.Node): RequestOfMethod | undefined {
  if (ts.isCallExpression(node) && node.expression.getText().endsWith('._makeRequest')) return readCall(node)
  return ts.forEachChild(node, findRequest)
}

function readCall(call: ts.CallExpression): RequestOfMethod | undefined {
  const [method, path, , , settings] = call.arguments
  const template = path && readPath(path)
  if (!method || !ts.isStringLiteral(method) || !template) return undefined
  const text = settings && ts.isObjectLiteralExpression(settings) ? settings : undefined
  const kind = readSetting(text, 'methodType')
  const host = readSetting(text, 'apiBase')
  return {
    method: method.text,
    path: template,
    ...(kind === 'list' || kind === 'search' ? { kind } : {}),
    ...(host ? { host } : {}),
  }
}

function readPath(path: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(path)) return path.text
  if (!ts.isTemplateExpression(path)) return undefined
  const name = (expression: ts.Expression) =>
    ts.isCallExpression(expression) ? (expression.arguments[0]?.getText() ?? 'id') : expression.getText()
  return path.head.text + path.templateSpans.map((span) => `{${name(span.expression)}}${span.literal.text}`).join('')
}

function readSetting(settings: ts.ObjectLiteralExpression | undefined, name: string): string | undefined {
  const property = settings?.properties.find((entry) => entry.name?.getText() === name)
  return property && ts.isPropertyAssignment(property) && ts.isStringLiteral(property.initializer)
    ? property.initializer.text
    : undefined
}
