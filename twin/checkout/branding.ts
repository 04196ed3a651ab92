import { checkUrl } from '../kernel/check-url.ts'
import { invalidRequest, parameterMissing, resourceMissing } from '../kernel/stripe-error.ts'
import type { CreateParams } from './session-lines.ts'

type Given = CreateParams['branding_settings']

export function brandOf(given: Given) {
  return {
    background_color: '#ffffff',
    border_style: 'rounded',
    button_color: '#0074d4',
    display_name: '',
    font_family: 'default',
    icon: null,
    logo: null,
    ...given,
  }
}

export function checkBrand(given: Given) {
  for (const name of ['background_color', 'button_color'] as const) {
    const color = given?.[name]
    if (color && !/^#[0-9a-f]{6}$/i.test(color))
      throw invalidRequest('A color must be a hex value starting with `#`.', { param: `branding_settings[${name}]` })
  }
  for (const name of ['icon', 'logo'] as const) checkImage(given?.[name], `branding_settings[${name}]`)
}

/** `type` names the one of the two that must come with it; no file was ever uploaded to the twin. */
function checkImage(image: { type: string; file?: string; url?: string } | undefined, at: string) {
  if (!image) return
  const other = image.type === 'url' ? 'file' : 'url'
  if (image[other] !== undefined)
    throw invalidRequest(`\`${other}\` cannot be used with the type ${image.type}.`, { param: `${at}[${other}]` })
  const named = image[image.type as 'url']
  if (!named) throw parameterMissing(`${at}[${image.type}]`)
  if (image.type === 'file') throw resourceMissing('file upload', named, `${at}[file]`)
  checkUrl(named, `${at}[url]`)
}
