import { PlainFailure } from '../plain-failure.ts'

export interface StartOptions {
  /** Forget the embedded database, the twin's state and the secrets first. */
  isFresh: boolean
  /** No build; pages compile when they are opened, and change as their files do. */
  isDev: boolean
}

export function readOptions(args: string[]): StartOptions {
  const unknown = args.find((arg) => arg !== '--fresh' && arg !== '--dev')
  if (unknown) throw new PlainFailure(`npm start knows --fresh and --dev, but not ${unknown}.`)
  return { isFresh: args.includes('--fresh'), isDev: args.includes('--dev') }
}
