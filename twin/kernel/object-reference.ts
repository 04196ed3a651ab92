import { operations } from './stripe-table.ts'

/** How thin events name the object that they are about. */
export type ObjectReference = { id: string; type: string; url: string }

export function referenceTo({ id, object }: { id: string; object: string }): ObjectReference {
  return { id, type: object, url: addressOf(object)?.replace('{id}', encodeURIComponent(id)) ?? '' }
}

/** The path at which such an object is retrieved by its id alone. */
function addressOf(object: string): string | undefined {
  const retrieval = operations.find(
    ({ method, answers, kind, path }) =>
      method === 'GET' && answers === object && kind === undefined && /^[^{]+\/\{id\}$/.test(path),
  )
  return retrieval?.path
}
