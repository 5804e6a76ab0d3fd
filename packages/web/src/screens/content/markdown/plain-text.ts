/** Markdown as plain text, where there is room for one line or the renderer is not there yet. Pure. */

const mention = /@\[((?:\\.|[^\]\\\n]){1,200})\]\(person:[0-9a-f-]{36}\)/gi

/** The text with each mention as `@name`; everything else as it was typed. */
export function mentionsAsNames(text: string): string {
  return text.replace(mention, (_, name: string) => `@${name.replace(/\\(.)/g, '$1')}`)
}
