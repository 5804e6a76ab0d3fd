import type { Live } from '@copydesk/client'
import type { ContentTitles, Id } from '@copydesk/contract'
import { idOf } from '@copydesk/testkit/entities'
import { describe, expect, it, vi } from 'vitest'
import { ItemTitles } from './item-titles.ts'

const languageOf = (id: Id, title: string) => ({
  language: 'sv' as const,
  versionId: `${id} sv`,
  title: `${title} sv`,
})

function setUp() {
  const asked: { ids: readonly Id[]; tell: (title: string) => void; isFollowed: () => boolean }[] = []
  const titles = new ItemTitles((ids) => {
    const listeners = new Set<() => void>()
    let data: ContentTitles | undefined
    asked.push({
      ids,
      tell: (title) => {
        data = { data: ids.map((id) => ({ id, revision: 1, title, languages: [languageOf(id, title)] })) }
        for (const listener of listeners) listener()
      },
      isFollowed: () => listeners.size > 0,
    })
    return {
      getSnapshot: () => ({ data }),
      subscribe: (listener: () => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    } as unknown as Live<ContentTitles>
  })
  return { titles, asked }
}

describe('the titles of referred items', () => {
  it('are asked for by the hundred, each once, and told to all who show them', async () => {
    const { titles, asked } = setUp()
    const listener = vi.fn()
    for (let number = 0; number < 400; number += 1) titles.follow(idOf(number), listener)
    const again = vi.fn()
    titles.follow(idOf(7), again)
    await Promise.resolve()
    expect(asked.map(({ ids }) => ids.length)).toEqual([100, 100, 100, 100])
    expect(new Set(asked.flatMap(({ ids }) => ids)).size).toBe(400)
    again.mockClear()
    for (const one of asked) one.tell('Now')
    expect(again).toHaveBeenCalledTimes(1)
    expect(titles.titleOf(idOf(399))).toBe('Now')
  })

  it('are let go of with the last who shows one of them, and asked for anew later', async () => {
    const { titles, asked } = setUp()
    const leave = [idOf(1), idOf(2)].map((id) => titles.follow(id, () => {}))
    await Promise.resolve()
    leave[0]?.()
    expect(asked[0]?.isFollowed()).toBe(true)
    leave[1]?.()
    expect(asked[0]?.isFollowed()).toBe(false)
    expect(titles.titleOf(idOf(1))).toBeUndefined()
    titles.follow(idOf(1), () => {})
    await Promise.resolve()
    expect(asked).toHaveLength(2)
  })

  it('are those of single versions too, as far as they are the newest', async () => {
    const { titles, asked } = setUp()
    titles.follow(idOf(1), () => {})
    expect(titles.titleOf(idOf(1), `${idOf(1)} sv`)).toBeUndefined()
    await Promise.resolve()
    asked[0]?.tell('Now')
    expect(titles.titleOf(idOf(1), `${idOf(1)} sv`)).toBe('Now sv')
    expect(titles.titleOf(idOf(1), idOf(2))).toBeUndefined()
  })

  it('are not asked for where nobody shows them any more a moment later', async () => {
    const { titles, asked } = setUp()
    titles.follow(idOf(1), () => {})()
    await Promise.resolve()
    expect(asked).toEqual([])
  })
})
