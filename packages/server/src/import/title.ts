/** The title of a Markdown text that names none: its first heading, else its file's name. Pure. */

/** Longer titles are cut; the API takes no longer ones. */
const maxLength = 300

/** The first Markdown heading outside code, as plain text; HTML headings are decoration and do not count. */
export function firstHeading(body: string): string | undefined {
  let fence: string | undefined
  let previous = ''
  for (const line of body.split('\n')) {
    const [, mark] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? []
    if (mark && (fence === undefined || (mark[0] === fence[0] && mark.length >= fence.length))) {
      fence = fence === undefined ? mark : undefined
    } else if (fence === undefined) {
      const [, atx] = /^ {0,3}#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$/.exec(line) ?? []
      const isUnderline = /^ {0,3}(?:=+|-{2,})[ \t]*$/.test(line) && /^ {0,3}[^\s>#*+-]/.test(previous)
      const text = plainText(atx ?? (isUnderline ? previous : ''))
      if (text) return text
    }
    previous = line
  }
  return undefined
}

/** `getting-started.md` as "Getting started". */
export function titleFromPath(path: string): string {
  const name = (path.split('/').pop() ?? path).replace(/\.[^.]+$/, '')
  const words = name.replace(/[-_]+/g, ' ').trim() || name
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Within the length that the API takes. */
export function cutTitle(title: string): string {
  return title.length <= maxLength ? title : `${title.slice(0, maxLength - 1).trimEnd()}…`
}

/** Without links, emphasis, code marks and HTML. */
function plainText(markdown: string): string {
  return markdown
    .replace(/<[^>]*>/g, '')
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/(\*\*|__|~~|`+|\*)(.+?)\1/g, '$2')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/[ \t]*\{#[^}]*\}$/, '')
    .trim()
}
