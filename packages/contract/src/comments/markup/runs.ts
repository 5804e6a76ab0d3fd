/** The pieces of a paragraph as runs with all of their marks, those of one kind and the same marks as one. Pure. */
import { type Inline, type LinkTarget, type MarkName, markNames } from './document.ts'
import type { Token } from './parse-inline.ts'

/** `marks`: those of the whole paragraph. */
export function runsOf(tokens: readonly Token[], marks: readonly MarkName[] = []): Inline[] {
  const count: Record<MarkName, number> = { strong: 0, emphasis: 0, strike: 0 }
  for (const mark of marks) count[mark] += 1
  const found: Inline[] = []
  let link: LinkTarget | null = null
  const marked = () => ({ marks: markNames.filter((mark) => count[mark] > 0), link })
  const addText = (text: string) => found.push({ kind: 'text', text, ...marked() })
  for (const token of tokens) {
    switch (token.kind) {
      case 'text':
        addText(token.text)
        break
      case 'code':
        found.push({ kind: 'code', text: token.text, ...marked() })
        break
      case 'address': {
        const target = link ?? { url: token.url, title: null }
        found.push({ kind: 'text', text: token.words, marks: marked().marks, link: target })
        break
      }
      case 'mention':
        found.push({ ...token.run, marks: marked().marks })
        break
      case 'picture':
        if (link === null) found.push({ kind: 'picture', url: token.url, alt: token.alt })
        // A link is no place for a picture, which is shown on a click.
        else addText(token.alt || token.url)
        break
      case 'break':
        found.push({ kind: 'break' })
        break
      case 'bracket':
        if (token.link === null) addText(token.isPicture ? '![' : '[')
        else link = token.link
        break
      case 'link_end':
        link = null
        break
      case 'delimiter':
        for (const mark of token.closes) count[mark] -= 1
        if (token.left > 0) addText(token.sign.repeat(token.left))
        for (const mark of token.opens) count[mark] += 1
        break
    }
  }
  return joined(found)
}

/** Neighbours that read as one are one; what has no words is none. No line break is first or last, or follows another. */
export function joined(runs: readonly Inline[]): Inline[] {
  const result: Inline[] = []
  let parts: string[] = []
  let key = ''
  const settle = () => {
    const last = result.at(-1)
    if (last && 'text' in last && parts.length > 1)
      result[result.length - 1] = { ...last, text: parts.join('') }
    parts = []
    key = ''
  }
  for (const run of runs) {
    if ('text' in run) {
      if (run.text === '') continue
      const own = `${run.kind} ${run.marks} ${run.link?.url} ${run.link?.title}`
      if (own !== key) {
        settle()
        key = own
        result.push(run)
      }
      parts.push(run.text)
      continue
    }
    settle()
    if (run.kind === 'break' && (result.length === 0 || result.at(-1)?.kind === 'break')) continue
    result.push(run)
  }
  settle()
  if (result.at(-1)?.kind === 'break') result.pop()
  return result
}
