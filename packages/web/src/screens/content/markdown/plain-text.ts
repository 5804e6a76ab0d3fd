/** Markdown as plain text, where there is room for one line or the renderer is not there yet. Pure. */

const mention = /@\[((?:\\.|[^\]\\\n]){1,200})\]\(person:[0-9a-f-]{36}\)/gi

/** Only the first accents upon a letter, at most those of Unicode's stream-safe format: heaps freeze the browser. */
export function withoutHeaps(text: string): string {
  return text.replace(/(\p{M}{30})\p{M}+/gu, '$1')
}

/** The text with each mention as `@name`; everything else as it was typed. */
export function mentionsAsNames(text: string): string {
  return text.replace(mention, (_, name: string) => `@${name.replace(/\\(.)/g, '$1')}`)
}
