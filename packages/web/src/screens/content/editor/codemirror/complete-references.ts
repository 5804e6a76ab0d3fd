/**
 * Offers content to refer to once `[[` is typed: a link, or an embed with `![[`. What is typed after it is looked for in
 * titles; the reference takes the place of all that.
 */
import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import { type ContentSummary, contentAddress } from '@copydesk/contract'

/** Content with this in its title, the newest first; none where nobody can be asked. */
export type FindContent = (q: string, signal: AbortSignal) => Promise<readonly ContentSummary[]>

/** At most so much of a title, from the start of a reference to the caret. */
const typed = /!?\[\[[^[\]\n]{0,100}$/

export function completeReferences(find: FindContent): Extension {
  return autocompletion({ override: [referenceSource(find)], icons: false })
}

/** What is offered where the caret stands; null: nothing. */
export function referenceSource(find: FindContent) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const match = context.matchBefore(typed)
    if (match === null) return null
    const abort = new AbortController()
    context.addEventListener('abort', () => abort.abort())
    const found = await find(match.text.replace(/^!?\[\[/, '').trim(), abort.signal)
    if (context.aborted || found.length === 0) return null
    // Who closes the brackets themselves finds nothing left over.
    const isClosed = context.state.sliceDoc(context.pos, context.pos + 2) === ']]'
    return {
      from: match.from,
      to: context.pos + (isClosed ? 2 : 0),
      filter: false,
      options: found.map((content) => ({
        label: content.title,
        detail: content.path ?? content.type,
        apply: referenceTo(content, match.text.startsWith('!')),
      })),
    }
  }
}

/** As it is written into the text. */
function referenceTo({ id, title }: Pick<ContentSummary, 'id' | 'title'>, isEmbed: boolean): string {
  return `${isEmbed ? '!' : ''}[${title.replace(/[\\[\]]/g, '\\$&')}](${contentAddress(id)})`
}
