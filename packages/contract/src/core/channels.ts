/** Names of the product's channels. A developer's own namespaces stand beside these. */
import type { Id } from './ids.ts'

export const channels = {
  /** The list of projects. */
  projects: 'projects',
  /** One project: its properties, items and comments. */
  project: (id: Id) => `project:${id}`,
  /** One person's notifications and counts; the `#` marks a channel of one user. */
  person: (id: Id) => `person:#${id}`,
  /** The list of content items. */
  contentList: 'content',
  /** One content item and its versions. */
  content: (id: Id) => `content:${id}`,
  /** That something came into the trash, or left it. */
  trash: 'trash',
  /** That something changed of what became of events and mail, or of failed work; for administrators. */
  delivery: 'delivery',
  /** Names and roles. */
  people: 'people',
  /** Settings and deploy notices. */
  site: 'site',
  /** Test publications of the connection doctor; nobody else follows it. */
  doctor: 'doctor',
  /** Who is looking at a project now; presence only, never journaled. */
  here: (projectId: Id) => `here:${projectId}`,
  /**
   * Who has a version open now; presence only. What a project holds has another channel than what none does: whoever
   * saw a text before a private project took it must not see who works on it there.
   */
  hereVersion: (versionId: Id, projectId: Id | null = null) =>
    `here:version:${versionId}${projectId === null ? '' : `:${projectId}`}`,
} as const

export type ChannelKind = keyof typeof channels

export interface ParsedChannel {
  kind: ChannelKind
  id: Id | null
  /** Of `hereVersion`: the project that holds the version, if one does. */
  projectId?: Id | null
}

/** Splits a channel name of the product into its kind and the ids in it; null for any other name. */
export function parseChannel(channel: string): ParsedChannel | null {
  if (channel === 'projects') return { kind: 'projects', id: null }
  if (channel === 'people') return { kind: 'people', id: null }
  if (channel === 'site') return { kind: 'site', id: null }
  if (channel === 'doctor') return { kind: 'doctor', id: null }
  if (channel === 'delivery') return { kind: 'delivery', id: null }
  if (channel === 'trash') return { kind: 'trash', id: null }
  if (channel === 'content') return { kind: 'contentList', id: null }
  const [, versionId, projectId = null] =
    /^here:version:([0-9a-f-]{36})(?::([0-9a-f-]{36}))?$/.exec(channel) ?? []
  if (versionId) return { kind: 'hereVersion', id: versionId, projectId }
  const match = /^(project|person|content|here):#?([0-9a-f-]{36})$/.exec(channel)
  if (!match?.[1] || !match[2]) return null
  const kind = match[1] as 'project' | 'person' | 'content' | 'here'
  return channels[kind](match[2]) === channel ? { kind, id: match[2] } : null
}
