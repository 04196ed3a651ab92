// HTML that cannot be forgotten to be escaped: whatever is put into html`…` is text, unless it is html itself.

export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = Html | string | number | false | null | undefined | Part[]

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + render(parts[index - 1]) + string))
}

function render(part: Part): string {
  if (part === false || part === null || part === undefined) return ''
  if (Array.isArray(part)) return part.map(render).join('')
  return part instanceof Html
    ? part.text
    : String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
