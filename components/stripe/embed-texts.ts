// The words that every embed needs, handed to the islands ready to show.

export interface EmbedTexts {
  loading: string
  /** Nothing came for eight seconds. */
  late: string
  /** Nothing came for eight seconds, because others are before us. */
  queued: string
  /** The script, or the element, did not load. */
  blocked: string
  unavailable: string
  reference: string
  signed_out: string
  not_allowed: string
  changed: string
  other_login: string
  try_again: string
  reload: string
  sign_in: string
}

export const embedTextKeys = [
  'loading',
  'late',
  'queued',
  'blocked',
  'unavailable',
  'reference',
  'signed_out',
  'not_allowed',
  'changed',
  'other_login',
  'try_again',
  'reload',
  'sign_in',
] as const satisfies readonly (keyof EmbedTexts)[]
