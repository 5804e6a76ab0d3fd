/** HTML in which nothing that people typed is markup: what stands in a template is encoded, unless it is HTML itself. */
import { escapeUTF8 } from 'entities'

/** Made by `html` alone. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = string | Html | undefined | readonly (string | Html | undefined)[]

/** A piece of HTML; a list is its entries one after the other, and undefined nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((before, after, index) => `${before}${encoded(parts[index - 1])}${after}`))
}

function encoded(part: Part): string {
  if (part === undefined) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'string') return escapeUTF8(part)
  return part.map(encoded).join('')
}
