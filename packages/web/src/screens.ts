/**
 * The screens by address: the code of each, loaded when it is first needed, and the live data it begins with, so
 * that both can be on their way before the screen is drawn.
 */
import type { DeskLives } from '@copydesk/client'
import type { ComponentType } from 'react'
import { matchPath } from 'react-router'

export interface Screen {
  path: string
  load: () => Promise<ComponentType>
  /** The live data that it shows first. */
  begins: (lives: DeskLives, parameters: Readonly<Record<string, string | undefined>>) => readonly Warmed[]
}

/** All that warming needs of a live snapshot. */
interface Warmed {
  subscribe(listener: () => void): () => void
}

export const screens: readonly Screen[] = [
  {
    path: '/projects',
    load: async () => (await import('./screens/projects/Projects.tsx')).Projects,
    begins: (lives) => [lives.projects()],
  },
  {
    path: '/projects/:projectId',
    load: async () => (await import('./screens/project/Project.tsx')).Project,
    begins: (lives, { projectId = '' }) => [lives.project(projectId), lives.items(projectId)],
  },
  {
    path: '/content',
    load: async () => (await import('./screens/content/Content.tsx')).Content,
    begins: (lives) => [lives.contentList()],
  },
  {
    path: '/content/:contentId',
    load: async () => (await import('./screens/content/ContentItem.tsx')).ContentItem,
    begins: (lives, { contentId = '' }) => [lives.content(contentId)],
  },
  {
    path: '/inbox',
    load: async () => (await import('./screens/inbox/Inbox.tsx')).Inbox,
    begins: (lives) => [lives.inbox()],
  },
  {
    path: '/admin/live',
    load: async () => (await import('./screens/admin-live/AdminLive.tsx')).AdminLive,
    begins: (lives) => [lives.site()],
  },
]

/** Fetches the code of the screen at an address, if there is one; the browser keeps it. */
export function loadAhead(pathname: string): void {
  // Should it fail, the screen itself will ask again and show the failure.
  find(pathname)
    ?.screen.load()
    .catch(() => {})
}

/** Starts to load the data of the screen at an address; given up after some seconds unless the screen takes it over. */
export function warmUp(lives: DeskLives, pathname: string): void {
  const found = find(pathname)
  for (const live of found?.screen.begins(lives, found.parameters) ?? []) live.subscribe(() => {})()
}

function find(pathname: string) {
  const address = pathname === '/' ? '/projects' : pathname
  for (const screen of screens) {
    const match = matchPath(screen.path, address)
    if (match !== null) return { screen, parameters: match.params }
  }
  return null
}
