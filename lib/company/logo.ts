// A logo is kept as a `data:` address: pages may show pictures from nowhere else, and it is there when nothing else is.
import { decodeBase64, readImageType } from '#lib/settings/image.ts'

/** A kept logo and a new one together fit into the body of one request. */
export const logoLimitBytes = 24 * 1024

/** What keeps it from being shown, or undefined. It is judged by its bytes, whatever its name and type claim. */
export function findLogoProblem(dataUrl: string): string | undefined {
  const bytes = decodeBase64(dataUrl)
  const type = bytes && readImageType(bytes)
  if (!bytes || !type) return 'must be a PNG, SVG, WebP or JPEG image'
  if (bytes.byteLength > logoLimitBytes) return `must not be larger than ${logoLimitBytes / 1024} KB`
  return dataUrl.startsWith(`data:${type};base64,`) ? undefined : 'is not of the type that it claims to be'
}
