// Small pictures as text: what an upload becomes in a form's fields, in what is saved, and in a page's `<img>`.

export const imageTypes = ['image/png', 'image/svg+xml', 'image/webp', 'image/jpeg'] as const
export type ImageType = (typeof imageTypes)[number]

/** By the first bytes. An SVG may hold scripts: an `<img>` never runs them, so it must go nowhere else. */
export function readImageType(bytes: Uint8Array): ImageType | undefined {
  const buffer = Buffer.from(bytes)
  if (buffer.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png'
  if (buffer.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'image/jpeg'
  if (buffer.toString('latin1', 0, 4) === 'RIFF' && buffer.toString('latin1', 8, 12) === 'WEBP') return 'image/webp'
  return isSvg(buffer) ? 'image/svg+xml' : undefined
}

/** As `data:image/png;base64,…`; bytes that are no picture say so by their type. */
export function toDataUrl(bytes: Uint8Array): string {
  return `data:${readImageType(bytes) ?? 'application/octet-stream'};base64,${Buffer.from(bytes).toString('base64')}`
}

export function decodeBase64(dataUrl: string): Uint8Array | undefined {
  const [, base64] = dataUrl.match(/^data:[\w.+/-]+;base64,([A-Za-z0-9+/]+={0,2})$/) ?? []
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64')
}

/** "An image (PNG, 3 KB)" */
export function describeImage(dataUrl: string): string {
  const type = dataUrl.match(/^data:image\/(\w+)/)?.[1]?.toUpperCase() ?? 'unknown'
  return `An image (${type}, ${Math.ceil((decodeBase64(dataUrl)?.byteLength ?? 0) / 1024)} KB)`
}

function isSvg(buffer: Buffer): boolean {
  const text = buffer.toString('utf8').replace(/^\ufeff/, '')
  const start = text.replace(/^(\s|<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*>)*/i, '')
  return /^<svg[\s>]/i.test(start) && /<\/svg>\s*$/i.test(text)
}
