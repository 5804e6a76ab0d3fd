/**
 * The screens by address: the code of each, loaded when it is first needed, and the live data it begins with, so
 * that both can be on their way before the screen is drawn.
 */
import type { DeskLives } from '@copydesk/client'
import { matchPath } from 'react-router'
import { type Later, later } from './later.tsx'

export interface Screen {
  path: string
  Component: Later<object>
  /** The live data that it shows first. */
  begins: (lives: DeskLives, parameters: Readonly<Record<string, string | undefined>>) => readonly Warmed[]
}

/** All that warming needs of a live snapshot. */
interface Warmed {
  subscribe(listener: () => void): () => void
  getSnapshot(): { status: string }
}

/** So long the outline of the app is better than a frame without rows. */
const patienceMs = 300

export const screens: readonly Screen[] = [
  {
    path: '/projects',
    Component: later(async () => (await import('./screens/projects/Projects.tsx')).Projects),
    begins: (lives) => [lives.projects()],
  },
  {
    path: '/projects/:projectId',
    Component: later(async () => (await import('./screens/project/Project.tsx')).Project),
    begins: (lives, { projectId = '' }) => [lives.project(projectId), lives.items(projectId)],
  },
  {
    path: '/releases',
    Component: later(async () => (await import('./screens/releases/Releases.tsx')).Releases),
    begins: () => [],
  },
  {
    path: '/content',
    Component: later(async () => (await import('./screens/content/Content.tsx')).Content),
    begins: (lives) => [lives.contentList()],
  },
  {
    path: '/content/:contentId',
    Component: later(async () => (await import('./screens/content/ContentItem.tsx')).ContentItem),
    begins: (lives, { contentId = '' }) => [lives.content(contentId)],
  },
  {
    path: '/trash',
    Component: later(async () => (await import('./screens/trash/Trash.tsx')).Trash),
    begins: (lives) => [lives.trash()],
  },
  {
    path: '/awaiting',
    Component: later(async () => (await import('./screens/awaiting/Awaiting.tsx')).Awaiting),
    begins: (lives) => [lives.awaiting()],
  },
  {
    path: '/inbox',
    Component: later(async () => (await import('./screens/inbox/Inbox.tsx')).Inbox),
    begins: (lives) => [lives.inbox()],
  },
  {
    path: '/profile',
    Component: later(async () => (await import('./screens/profile/Profile.tsx')).Profile),
    begins: (lives) => [lives.ownSessions()],
  },
  {
    path: '/admin/live',
    Component: later(async () => (await import('./screens/admin-live/AdminLive.tsx')).AdminLive),
    begins: (lives) => [lives.site()],
  },
  {
    path: '/admin/people',
    Component: later(async () => (await import('./screens/admin-people/AdminPeople.tsx')).AdminPeople),
    begins: (lives) => [lives.people()],
  },
  {
    path: '/admin/keys',
    Component: later(async () => (await import('./screens/admin-keys/AdminKeys.tsx')).AdminKeys),
    begins: (lives) => [lives.people()],
  },
  {
    path: '/admin/delivery',
    Component: later(async () => (await import('./screens/admin-delivery/AdminDelivery.tsx')).AdminDelivery),
    begins: (lives) => [lives.people()],
  },
]

/** Fetches the code of the screen at an address, if there is one, and resolves when that is over. */
export async function loadAhead(pathname: string): Promise<void> {
  await find(pathname)?.screen.Component.fetchAhead()
}

/**
 * Starts to load the data of the screen at an address, and resolves when it is there or a moment has passed. What the
 * screen does not take over then is given up after some seconds.
 */
export async function warmUp(lives: DeskLives, pathname: string): Promise<void> {
  const found = find(pathname)
  await Promise.all(found?.screen.begins(lives, found.parameters).map(untilLoaded) ?? [])
}

function untilLoaded(live: Warmed): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer)
      leave()
      resolve()
    }
    const timer = setTimeout(stop, patienceMs)
    const leave = live.subscribe(() => {
      if (live.getSnapshot().status !== 'loading') stop()
    })
  })
}

function find(pathname: string) {
  const address = pathname === '/' ? '/projects' : pathname
  for (const screen of screens) {
    const match = matchPath(screen.path, address)
    if (match !== null) return { screen, parameters: match.params }
  }
  return null
}
