import { describe, expect, it } from 'vitest'
import { watchStreams } from './watched-platform.ts'

describe('a watched fetch', () => {
  it('tells of each piece of a body and passes it on', async () => {
    let heard = 0
    let opened = 0
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const text of ['one', 'two']) controller.enqueue(new TextEncoder().encode(text))
        controller.close()
      },
    })
    const fetch = watchStreams(
      async () => new Response(body, { status: 203, headers: { 'x-kept': 'yes' } }),
      {
        opened: () => {
          opened += 1
        },
        heard: () => {
          heard += 1
        },
      },
    )
    const response = await fetch('http://desk.example/')
    expect(await response.text()).toBe('onetwo')
    expect([response.status, response.headers.get('x-kept'), opened, heard]).toEqual([203, 'yes', 1, 2])
  })

  it('leaves an answer without content alone, also where a browser gives it a body', async () => {
    const empty = Object.defineProperty(new Response(null, { status: 204 }), 'body', {
      value: new ReadableStream(),
    })
    const fetch = watchStreams(async () => empty, {
      opened: () => expect.unreachable(),
      heard: () => expect.unreachable(),
    })
    expect(await fetch('http://desk.example/')).toBe(empty)
  })
})
