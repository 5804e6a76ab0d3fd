import { ApiError, type ApiErrorCode, type CommandOutcome } from '@copydesk/client'
import { describe, expect, it } from 'vitest'
import { type Undoable, UndoHistory, undoForMs } from './undo-history.ts'

const done: CommandOutcome<unknown> = { ok: true, commandId: 'c', value: undefined }

function refused(code: ApiErrorCode, status: number): CommandOutcome<unknown> {
  const error = new ApiError({ code, status, title: code, remedy: '' })
  return { ok: false, commandId: 'c', error }
}

/** A history with its clock, and acts whose ways back end as the test says. */
function createHistory() {
  let now = 0
  const history = new UndoHistory(() => now)
  const sent: string[] = []
  const act = (title: string, ...endings: (CommandOutcome<unknown> | Promise<CommandOutcome<unknown>>)[]) => {
    const undoable: Undoable = {
      title,
      takeBack: async () => {
        sent.push(title)
        return endings.shift() ?? done
      },
    }
    history.add(undoable)
    return undoable
  }
  const pass = (ms: number) => {
    now += ms
  }
  return { history, sent, act, pass }
}

describe('what can be undone', () => {
  it('is taken back newest first, each once', async () => {
    const { history, sent, act } = createHistory()
    const first = act('first')
    const second = act('second')
    expect(history.latest()).toBe(second)
    expect(await history.takeBack(second)).toEqual({ kind: 'done' })
    expect(await history.takeBack(second)).toEqual({ kind: 'gone' })
    expect(history.latest()).toBe(first)
    await history.takeBack(first)
    expect(history.latest()).toBeNull()
    expect(sent).toEqual(['second', 'first'])
  })

  it('can be for ten minutes and no longer', async () => {
    const { history, sent, act, pass } = createHistory()
    const old = act('old')
    pass(undoForMs - 1)
    const young = act('young')
    await history.takeBack(young)
    expect(history.latest()).toBe(old)
    pass(1)
    expect(history.latest()).toBeNull()
    expect(await history.takeBack(old)).toEqual({ kind: 'gone' })
    expect(sent).toEqual(['young'])
  })

  it('waits for what is being taken back, which is not offered meanwhile', async () => {
    const { history, sent, act } = createHistory()
    const first = act('first')
    const answer = Promise.withResolvers<CommandOutcome<unknown>>()
    const second = act('second', answer.promise)
    const taken = [history.takeBack(second), history.takeBack(second)]
    expect(history.latest()).toBe(first)
    taken.push(history.takeBack(first))
    await Promise.resolve()
    expect(sent).toEqual(['second'])
    answer.resolve(done)
    expect(await Promise.all(taken)).toEqual([{ kind: 'done' }, { kind: 'gone' }, { kind: 'done' }])
    expect(sent).toEqual(['second', 'first'])
  })

  it('is over once it is refused: the one before comes next', async () => {
    const { history, act } = createHistory()
    const first = act('first')
    const outcome = refused('revision_mismatch', 412)
    const second = act('second', outcome)
    expect(await history.takeBack(second)).toEqual({ kind: 'failed', outcome })
    expect(history.latest()).toBe(first)
  })

  it('stays where the server could not be reached, in its place', async () => {
    const { history, act } = createHistory()
    const first = act('first', refused('network', 0), done)
    const second = act('second', refused('bad_answer', 502), done)
    expect(await history.takeBack(second)).toMatchObject({ kind: 'failed' })
    expect(await history.takeBack(first)).toMatchObject({ kind: 'failed' })
    expect(history.latest()).toBe(second)
    expect(await history.takeBack(second)).toEqual({ kind: 'done' })
    expect(history.latest()).toBe(first)
  })

  it('is settled once what is under way is remembered, or failed', async () => {
    const { history, act } = createHistory()
    act('before')
    const answer = Promise.withResolvers<void>()
    const acting = history.during(async () => {
      await answer.promise
      act('under way')
    })
    const failing = history.during(() => Promise.reject(new Error('lost')))
    const settled = history.settled().then(() => history.latest()?.title)
    await expect(failing).rejects.toThrow('lost')
    answer.resolve()
    await acting
    expect(await settled).toBe('under way')
  })

  it('tells whoever shows it, and is nobody else’s', () => {
    const { history, act } = createHistory()
    const titles: (string | undefined)[] = []
    history.subscribe(() => titles.push(history.latest()?.title))
    act('mine')
    history.clear()
    expect(titles).toEqual(['mine', undefined])
  })
})
