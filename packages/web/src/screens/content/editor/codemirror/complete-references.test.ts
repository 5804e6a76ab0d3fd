import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { buildContent, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { referenceSource } from './complete-references.ts'

/** The text with what is offered taken, where the caret stands at the bar; and what was looked for. */
async function takenAt(marked: string): Promise<{ text: string | null; asked: string[] }> {
  const asked: string[] = []
  const offer = referenceSource(async (q) => {
    asked.push(q)
    return q === 'nothing' ? [] : [buildContent({ id: idOf(2), title: 'Box [1]' })]
  })
  const pos = marked.indexOf('|')
  const doc = marked.replace('|', '')
  const result = await offer(new CompletionContext(EditorState.create({ doc }), pos, false))
  const [first] = result?.options ?? []
  if (!result || !first) return { text: null, asked }
  return { text: doc.slice(0, result.from) + first.apply + doc.slice(result.to), asked }
}

const reference = `[Box \\[1\\]](content:${idOf(2)})`

describe('typing a reference', () => {
  it.each([
    ['See [[bo|', `See ${reference}`, 'bo'],
    ['See [[|.', `See ${reference}.`, ''],
    ['![[ the box |', `!${reference}`, 'the box'],
    ['See [[bo|]] there', `See ${reference} there`, 'bo'],
  ])('%s', async (marked, text, q) => {
    expect(await takenAt(marked)).toEqual({ text, asked: [q] })
  })

  it.each(['See [bo|', '[[bo]|', '[[bo\nxx|', '[[Box](content:x)|'])(
    'offers nothing in %s',
    async (marked) => {
      expect(await takenAt(marked)).toEqual({ text: null, asked: [] })
    },
  )

  it('offers nothing where nothing is found', async () => {
    expect((await takenAt('[[nothing|')).text).toBeNull()
  })
})
