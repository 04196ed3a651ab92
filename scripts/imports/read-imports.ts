import ts from 'typescript-5.9'

export interface Import {
  /** As it is written: `./policy.ts`, `#lib/errors.ts`, `stripe`. */
  specifier: string
  /** It leaves nothing behind in the running program. */
  isTypeOnly: boolean
  line: number
}

export interface SourceFacts {
  imports: Import[]
  /** Lines that read process.env. */
  environmentReads: number[]
}

export function readImports(path: string, source: string): SourceFacts {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, false)
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
  const imports: Import[] = []
  const environmentReads: number[] = []

  const add = (node: ts.Node, specifier: ts.Node | undefined, isTypeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier))
      imports.push({ specifier: specifier.text, isTypeOnly, line: lineOf(node) })
  }
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnlyImport(node.importClause))
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, true)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0], false)
    else if (isProcessEnv(node)) environmentReads.push(lineOf(node))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return { imports, environmentReads }
}

function isTypeOnlyImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const named = clause.namedBindings
  return !clause.name && !!named && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly)
}

function isProcessEnv(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'env' &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'process'
  )
}
