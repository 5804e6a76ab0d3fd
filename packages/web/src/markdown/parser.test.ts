import { describe, expect, it } from 'vitest'
import type { MarkdownBlock } from './blocks.ts'
import { createParser, type ParseAnswer, type ParseOrder } from './parser.ts'

interface FakeWorker {
  orders: ParseOrder[]
  isTerminated: boolean
  answer: (answer: ParseAnswer) => void
  fail: () => void
}

function setUp(options: { areWorkersThere: boolean } = { areWorkersThere: true }) {
  const workers: FakeWorker[] = []
  const timers: { ms: number; run: () => void; isOff: boolean }[] = []
  const parser = createParser({
    openWorker: (onAnswer, onError) => {
      if (!options.areWorkersThere) throw new Error('No workers')
      const worker: FakeWorker = { orders: [], isTerminated: false, answer: onAnswer, fail: onError }
      workers.push(worker)
      return {
        post: (order) => worker.orders.push(order),
        terminate: () => {
          worker.isTerminated = true
        },
      }
    },
    after: (ms, run) => {
      const timer = { ms, run, isOff: false }
      timers.push(timer)
      return () => {
        timer.isOff = true
      }
    },
  })
  const results: Record<string, MarkdownBlock[]> = {}
  const parse = (text: string) =>
    parser.parse(text, (blocks) => {
      results[text] = blocks
    })
  /** Answers what the newest worker was asked last. */
  const answer = () => {
    const worker = workers.at(-1)
    const order = worker?.orders.at(-1)
    if (order) worker?.answer({ id: order.id, blocks: blocksOf(order.text) })
  }
  /** The timer that was set last runs out. */
  const runOut = () => {
    const timer = timers.at(-1)
    if (timer?.isOff === false) timer.run()
    return timer?.ms
  }
  const asked = () => workers.flatMap((worker) => worker.orders.map(({ text }) => text))
  return { parser, workers, parse, answer, runOut, asked, results }
}

const blocksOf = (text: string): MarkdownBlock[] => [{ typed: `parsed ${text}` }]

describe('a parser of long texts', () => {
  it('asks one worker for one text at a time, the shortest first', () => {
    const { parse, answer, asked, results, workers } = setUp()
    for (const text of ['first', 'a long one', 'short']) parse(text)
    expect(asked()).toEqual(['first'])
    answer()
    answer()
    answer()
    expect(asked()).toEqual(['first', 'short', 'a long one'])
    expect(results['a long one']).toEqual(blocksOf('a long one'))
    expect(workers).toHaveLength(1)
  })

  it('shows a text as typed that takes too long, and goes on with the others in a new worker', () => {
    const { parse, answer, runOut, results, workers } = setUp()
    parse('freezing')
    parse('ordinary')
    runOut()
    expect(results.freezing).toEqual([{ typed: 'freezing' }])
    expect(workers.map((worker) => worker.isTerminated)).toEqual([true, false])
    answer()
    expect(results.ordinary).toEqual(blocksOf('ordinary'))
  })

  it('does not try that text again', () => {
    const { parser, parse, runOut } = setUp()
    parse('freezing')
    runOut()
    expect(parser.peek('freezing')).toEqual([{ typed: 'freezing' }])
  })

  it('gives a longer text more time', () => {
    const { parse, answer, runOut } = setUp()
    parse('x'.repeat(400_000))
    answer()
    parse('x')
    expect(runOut()).toBeLessThan(2_100)
    parse('x'.repeat(400_000))
    expect(runOut()).toBe(22_000)
  })

  it('forgets what nobody waits for any more', () => {
    const { parse, answer, asked, results } = setUp()
    const callOffFirst = parse('first')
    const callOffSecond = parse('second')
    callOffSecond()
    callOffFirst()
    answer()
    expect(asked()).toEqual(['first'])
    expect(results).toEqual({})
  })

  it('waits, longer each time, while its code cannot be fetched', () => {
    const { parse, answer, runOut, results, workers } = setUp()
    parse('text')
    const pauses = [1, 2, 3].map(() => {
      workers.at(-1)?.fail()
      return runOut()
    })
    expect(pauses).toEqual([1_000, 2_000, 4_000])
    answer()
    expect(results.text).toEqual(blocksOf('text'))
  })

  it('leaves texts as typed where there are no workers', () => {
    const { parse, results } = setUp({ areWorkersThere: false })
    parse('text')
    parse('other')
    expect(results).toEqual({ text: [{ typed: 'text' }], other: [{ typed: 'other' }] })
  })

  it('keeps what was parsed within bounds', () => {
    const { parser, parse, answer } = setUp()
    for (const letter of 'abcde') {
      parse(letter.repeat(500_000))
      answer()
    }
    expect(parser.peek('a'.repeat(500_000))).toBeUndefined()
    expect(parser.peek('e'.repeat(500_000))).toBeDefined()
  })
})
