// @vitest-environment happy-dom
import { createLive, liveKey } from '@copydesk/client'
import { channels, type ItemsState, type ProjectItem } from '@copydesk/contract'
import { act, memo } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ada,
  bo,
  buildComment,
  buildComments,
  buildInbox,
  buildItem,
  buildItems,
  buildNotification,
  buildProject,
  idOf,
  projectId,
} from '../../client/test/builders.ts'
import { json, problem } from '../../client/test/fake-fetch.ts'
import {
  useCommands,
  useComments,
  useConnectionStatus,
  useContent,
  useContentList,
  useDesk,
  useHere,
  useHereAtVersion,
  useInbox,
  useInboxCounts,
  useLive,
  useMe,
  usePersonName,
  useProject,
  useProjects,
  useRefreshAll,
} from '../src/index.ts'
import { createScreen, sentByNobody } from './screen.tsx'

const nothing = { transport: null, fallback: null }

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const projects = (...names: string[]) => ({
  data: names.map((name, index) => buildProject({ id: idOf(index + 1), name })),
  nextCursor: null,
})

describe('live data', () => {
  function Projects() {
    const { status, data } = useProjects()
    return <p>{data ? data.data.map((project) => project.name).join(', ') : status}</p>
  }

  it('is on screen once it is loaded, and changes by itself', async () => {
    const screen = createScreen()
    screen.snapshots.set('/projects', projects('One'))
    await screen.show(<Projects />)
    expect(screen.text()).toBe('One')
    const project = buildProject({ id: idOf(2), name: 'Two' })
    await screen.publish(channels.projects, { type: 'project.created', project })
    expect(screen.text()).toBe('One, Two')
  })

  it('is loaded once for all components that show it', async () => {
    const screen = createScreen()
    screen.snapshots.set('/projects', projects('One'))
    await screen.show(
      <>
        <Projects />
        <Projects />
      </>,
    )
    expect(screen.text()).toBe('OneOne')
    expect(screen.asked).toEqual(['GET /projects', 'GET /me/projects'])
  })

  it('tells when it does not exist', async () => {
    const screen = createScreen()
    await screen.show(<Projects />)
    expect(screen.text()).toBe('gone')
  })

  it('lets its channel go some seconds after the last component', async () => {
    vi.useFakeTimers()
    const screen = createScreen()
    screen.snapshots.set('/projects', projects('One'))
    await screen.show(<Projects />)
    await screen.show(null)
    expect(screen.fake.isSubscribed(channels.projects)).toBe(true)
    await act(() => vi.advanceTimersByTimeAsync(5_000))
    expect(screen.fake.isSubscribed(channels.projects)).toBe(false)
  })

  it('keeps pace with a burst of publications, each in a task of its own', async () => {
    let rendered = 0
    function Names() {
      rendered += 1
      return <p>{useProjects().data?.data.length}</p>
    }
    const screen = createScreen()
    screen.snapshots.set('/projects', projects())
    await screen.show(<Names />)
    rendered = 0
    await act(async () => {
      for (let number = 1; number <= 100; number += 1) {
        const project = buildProject({ id: idOf(number) })
        screen.fake.publish(channels.projects, { ...sentByNobody, type: 'project.created', project })
        // As after a task: React carries out what it was told.
        await Promise.resolve()
      }
    })
    await screen.settle()
    expect(screen.text()).toBe('100')
    expect(rendered).toBeLessThan(10)
  })

  it('renders only the rows that changed', async () => {
    const rendered: string[] = []
    const Row = memo(({ item }: { item: ProjectItem }) => {
      rendered.push(item.title)
      return <li>{item.status}</li>
    })
    function Items() {
      const { items } = useProject(projectId)
      return (
        <ul>
          {items.data?.data.map((item) => (
            <Row key={item.id} item={item} />
          ))}
        </ul>
      )
    }
    const screen = createScreen()
    screen.snapshots.set(`/projects/${projectId}`, buildProject())
    const one = buildItem({ id: idOf(10), title: 'one' })
    const two = buildItem({ id: idOf(11), title: 'two' })
    screen.snapshots.set(`/projects/${projectId}/items`, buildItems(one, two))
    await screen.show(<Items />)
    rendered.length = 0
    const changed = { ...two, status: 'ready' as const, revision: 2 }
    await screen.publish(channels.project(projectId), { type: 'item.changed', items: [changed] })
    expect(screen.text()).toBe('draftready')
    expect(new Set(rendered)).toEqual(new Set(['two']))
  })

  it('of every kind has its hook', async () => {
    const screen = createScreen()
    screen.snapshots.set(`/projects/${projectId}/comments`, buildComments(buildComment({ body: 'Hello' })))
    screen.snapshots.set('/inbox?filter=all', buildInbox(buildNotification()))
    screen.snapshots.set('/content?type=page', {
      data: [],
      nextCursor: null,
      q: '',
      type: 'page',
      language: null,
    })
    screen.snapshots.set(`/content/${idOf(20)}`, { id: idOf(20), title: 'Home', versions: [] })
    screen.snapshots.set('/people', { data: [ada], nextCursor: null })
    function Everything() {
      const told = [
        useComments(projectId).data?.data[0]?.body,
        useInbox().data?.data[0]?.latest.excerpt,
        useInboxCounts()?.unread,
        useContentList({ type: 'page' }).data?.type,
        useContent(idOf(20)).data?.title,
        usePersonName(ada.id),
        usePersonName(idOf(99)),
        useMe().role,
      ]
      return <p>{told.map(String).join('|')}</p>
    }
    await screen.show(<Everything />)
    expect(screen.text()).toBe('Hello|Looks good.|1|page|Home|Ada|undefined|editor')
  })

  it("of one's own is shared under its key", async () => {
    const screen = createScreen()
    screen.snapshots.set(`/projects/${projectId}/items`, buildItems(buildItem({ title: 'Mine' })))
    const key = liveKey<ItemsState>('my own list')
    function Own() {
      const { api, realtime } = useDesk()
      const { data } = useLive(key, () =>
        createLive<ItemsState, never>({
          realtime,
          channel: channels.project(projectId),
          load: (call) => api.items.list(projectId, call),
          reduce: (state) => state,
        }),
      )
      return <p>{data?.data[0]?.title}</p>
    }
    await screen.show(
      <>
        <Own />
        <Own />
      </>,
    )
    expect(screen.text()).toBe('MineMine')
    expect(screen.asked).toHaveLength(1)
  })
})

describe('commands', () => {
  async function setUp() {
    const screen = createScreen()
    screen.snapshots.set(`/projects/${projectId}`, buildProject())
    screen.snapshots.set(`/projects/${projectId}/items`, buildItems(buildItem({ id: idOf(10) })))
    let commands: ReturnType<typeof useCommands> | undefined
    const seen = new Set<ReturnType<typeof useCommands>>()
    function Items() {
      commands = useCommands()
      seen.add(commands)
      return <p>{useProject(projectId).items.data?.data[0]?.status}</p>
    }
    await screen.show(<Items />)
    if (!commands) throw new Error('not rendered')
    return { screen, commands, seen }
  }

  it('show their effect at once and keep it', async () => {
    const { screen, commands, seen } = await setUp()
    const answer = Promise.withResolvers<void>()
    const changed = buildItem({ id: idOf(10), status: 'in_review', revision: 2 })
    screen.commandAnswers.push(() => json({ data: [changed] }))
    let outcome: Promise<unknown> | undefined
    act(() => {
      outcome = commands.setItemStatus(projectId, [idOf(10)], 'in_review').finally(answer.resolve)
    })
    expect(screen.text()).toBe('in_review')
    await act(() => answer.promise)
    await screen.settle()
    expect(await outcome).toMatchObject({ ok: true })
    expect(screen.text()).toBe('in_review')
    expect(seen.size).toBe(1)
  })

  it('that fail go back, and are reported', async () => {
    const { screen, commands } = await setUp()
    screen.commandAnswers.push(() => problem(403, 'forbidden'))
    await act(async () => {
      const outcome = await commands.setItemStatus(projectId, [idOf(10)], 'in_review')
      expect(outcome).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    })
    await screen.settle()
    expect(screen.text()).toBe('draft')
    expect(screen.failures).toMatchObject([{ error: { code: 'forbidden' } }])
  })

  it('include refreshing everything by hand', async () => {
    const screen = createScreen()
    screen.snapshots.set('/projects', projects('One'))
    let refreshAll = async () => {}
    function Projects() {
      refreshAll = useRefreshAll()
      return <p>{useProjects().data?.data.map((project) => project.name)}</p>
    }
    await screen.show(<Projects />)
    screen.snapshots.set('/projects', projects('Two'))
    await act(() => refreshAll())
    await screen.settle()
    expect(screen.text()).toBe('Two')
  })
})

describe('the connection', () => {
  it('is started with the provider and stopped with it', async () => {
    const screen = createScreen()
    await screen.show(null)
    expect(screen.calls.at(-1)).toBe('start')
    await screen.leave()
    expect(screen.calls.at(-1)).toBe('stop')
  })

  it('tells how it stands', async () => {
    function Status() {
      const { status, words } = useConnectionStatus()
      return <p>{`${status} ${words}`}</p>
    }
    const screen = createScreen()
    await screen.show(<Status />)
    expect(screen.text()).toBe('live ')
    await screen.become({
      status: 'off',
      reason: 'switched_off',
      words: 'by a setting',
      lastUpdateAt: null,
      ...nothing,
    })
    expect(screen.text()).toBe('off by a setting')
  })

  it('knows who is here while it can be known', async () => {
    function Here() {
      return <p>{useHere(projectId).map((one) => one.personId)}</p>
    }
    const screen = createScreen()
    await screen.show(<Here />)
    await screen.come([{ personId: 'ada', windows: 1 }])
    expect(screen.text()).toBe('ada')
    await screen.become({
      status: 'reconnecting',
      reason: 'connection_lost',
      words: '',
      lastUpdateAt: null,
      ...nothing,
    })
    expect(screen.text()).toBe('ada')
    await screen.become({
      status: 'offline',
      reason: 'no_network',
      words: '',
      lastUpdateAt: null,
      ...nothing,
    })
    expect(screen.text()).toBe('')
  })

  it('meets those who have a version open where the project holds it, or where everybody does', async () => {
    const version = { id: 'v', status: 'draft', projectId } as const
    function Here({ version }: { version: Parameters<typeof useHereAtVersion>[0] }) {
      return <p>{useHereAtVersion(version).map((one) => one.personId)}</p>
    }
    const screen = createScreen()
    await screen.show(<Here version={version} />)
    await screen.come([{ personId: 'ada', windows: 2 }])
    expect(screen.text()).toBe('ada')
    await screen.show(<Here version={{ ...version, projectId: null }} />)
    // What is published is everybody's, and not everybody sees what holds it.
    await screen.show(<Here version={{ ...version, status: 'published' }} />)
    const joined = screen.calls.filter((call) => call.startsWith('here '))
    expect(joined).toEqual([`here here:version:v:${projectId}`, 'here here:version:v'])
  })
})

describe('the provider', () => {
  it('keeps the desk of a person whose name or role changes, and makes a new one for another', async () => {
    const desks = new Set<unknown>()
    function Desk() {
      desks.add(useDesk())
      return null
    }
    const screen = createScreen()
    await screen.show(<Desk />)
    const before = desks.size
    await screen.show(<Desk />, { ...ada, name: 'Ada L.' })
    expect(desks.size).toBe(before)
    await screen.show(<Desk />, { ...ada, id: bo.id })
    expect(desks.size).toBeGreaterThan(before)
  })

  it('is missed with a clear message', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    function Desk() {
      useDesk()
      return null
    }
    const root = createRoot(document.createElement('div'))
    await expect(act(async () => root.render(<Desk />))).rejects.toThrow('need a CopydeskProvider')
    error.mockRestore()
  })
})
