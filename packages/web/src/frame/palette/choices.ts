/** What can be chosen in the palette, in sections: found by the server, opened lately, or a command of the app. */
import type { Found, Id } from '@copydesk/contract'
import {
  CheckCheck,
  CircleCheckBig,
  FileText,
  Inbox,
  Keyboard,
  KeyRound,
  Layers,
  LogOut,
  type LucideIcon,
  Mail,
  MailOpen,
  MailPlus,
  Radio,
  Rocket,
  Send,
  Trash2,
  Undo2,
  UserRound,
  Users,
} from 'lucide-react'
import { languageName, typeLooks } from '../../content/content-words.ts'
import { statusLooks } from '../../design/index.ts'
import { paths } from '../../paths.ts'
import { keyHelp } from '../open-state.ts'
import { undoLatest } from '../undo/undo.ts'
import type { Undoable } from '../undo/undo-history.ts'
import { type RecentPlace, stillKnown } from './recent.ts'

export interface Choice {
  id: string
  title: string
  /** Beside the title: what it is. */
  words: string
  icon: LucideIcon
  /** Where it leads, or what it does. */
  go: string | (() => void)
}

export interface Section {
  title: string
  choices: readonly Choice[]
}

export interface Surroundings {
  /** Projects and people by their ids, as the live lists have them. */
  projectNames: ReadonlyMap<Id, string>
  emails: ReadonlyMap<Id, string>
  mayManageSite: boolean
  mayManagePeople: boolean
  signOut: () => void
  /** Null where all of the inbox is read. */
  markAllRead: (() => void) | null
  /** What was done last, where it can be taken back. */
  undoable: Undoable | null
}

/** The commands whose words contain what was typed. */
export function commandsFor(typed: string, surroundings: Surroundings): Choice[] {
  const { mayManageSite, mayManagePeople, signOut, markAllRead, undoable } = surroundings
  const command = (id: string, title: string, icon: LucideIcon, go: Choice['go']): Choice => ({
    ...{ id, title, words: 'Command', icon, go },
  })
  const all = [
    ...(undoable === null
      ? []
      : [{ ...command('undo', 'Undo', Undo2, () => void undoLatest()), words: undoable.title }]),
    command('projects', 'Go to the projects', Layers, paths.projects()),
    command('releases', 'Go to the releases', Rocket, paths.siteReleases()),
    command('content', 'Go to the content', FileText, paths.content()),
    command('trash', 'Go to the trash', Trash2, paths.trash()),
    command('awaiting', 'Go to what awaits you', CircleCheckBig, paths.awaiting()),
    command('inbox', 'Go to the inbox', Inbox, paths.inbox()),
    command('unread', 'Go to what is unread', MailOpen, `${paths.inbox()}?filter=unread`),
    ...(markAllRead === null
      ? []
      : [command('mark-all-read', 'Mark all notifications as read', CheckCheck, markAllRead)]),
    command('profile', 'Go to your profile', UserRound, paths.profile()),
    ...(mayManagePeople
      ? [
          command('people', 'Go to the people', Users, paths.adminPeople()),
          command('invite', 'Invite somebody', MailPlus, paths.invitations()),
        ]
      : []),
    command('keys', 'Show the keys', Keyboard, () => keyHelp.setOpen(true)),
    ...(mayManageSite
      ? [
          command('live', 'Go to live updates', Radio, paths.adminLive()),
          command('service-keys', 'Go to the service keys', KeyRound, paths.adminKeys()),
          command('delivery', 'Go to delivery: who was told', Send, paths.adminDelivery()),
          command('failed-work', 'Go to failed work', Send, paths.failedWork()),
        ]
      : []),
    command('sign-out', 'Sign out', LogOut, signOut),
  ]
  const words = typed.toLowerCase()
  return all.filter(({ title }) => title.toLowerCase().includes(words))
}

/** Those that are still there; neither a project that one may no longer see, nor what one knows of from there. */
export function recentChoices(places: readonly RecentPlace[], { projectNames }: Surroundings): Choice[] {
  return stillKnown(places, projectNames)
    .filter(({ kind, id }) => kind === 'content' || projectNames.has(id))
    .map(({ kind, id, title }) => ({
      id: `recent ${id}`,
      title: projectNames.get(id) ?? title,
      words: kind === 'project' ? 'Project' : 'Content',
      icon: kind === 'project' ? Layers : FileText,
      go: kind === 'project' ? paths.project(id) : paths.contentItem(id),
    }))
}

/** What the server found, by kind. */
export function foundSections(found: readonly Found[], surroundings: Surroundings): Section[] {
  const titles = { project: 'Projects', content: 'Content', person: 'People' } as const
  return (['project', 'content', 'person'] as const).map((kind) => ({
    title: titles[kind],
    choices: found.filter((one) => one.kind === kind).map((one) => choiceOf(one, surroundings)),
  }))
}

function choiceOf(found: Found, { projectNames, emails }: Surroundings): Choice {
  switch (found.kind) {
    case 'project': {
      const { id, title, isArchived } = found
      return { id, title, words: isArchived ? 'Archived' : '', icon: Layers, go: paths.project(id) }
    }
    case 'content': {
      const { id, versionId, type, language, status, projectId } = found
      const project = projectId === null ? undefined : projectNames.get(projectId)
      const words = [languageName(language), statusLooks[status].label, project].filter(Boolean)
      return {
        id: versionId,
        title: found.title,
        words: words.join(' · '),
        icon: typeLooks[type].icon,
        go: paths.contentItem(id, { version: versionId }),
      }
    }
    case 'person': {
      const email = emails.get(found.id) ?? ''
      return { id: found.id, title: found.title, words: email, icon: Mail, go: `mailto:${email}` }
    }
  }
}
