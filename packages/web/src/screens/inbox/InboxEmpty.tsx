/** A list of the inbox that holds nothing: what comes there, and how. */
import type { InboxFilter } from '@copydesk/contract'
import { Archive, AtSign, Clock, Inbox as InboxIcon, MailCheck, Search } from 'lucide-react'
import { Button, EmptyState } from '../../design/index.ts'

const states = {
  all: {
    icon: InboxIcon,
    title: 'Nothing yet',
    text: 'When someone mentions you, answers you, or changes or publishes what is yours, it comes here.',
  },
  unread: { icon: MailCheck, title: 'All read', text: 'What comes next appears here by itself.' },
  mentions: {
    icon: AtSign,
    title: 'No mentions',
    text: 'Threads in which someone mentions you by name are listed here.',
  },
  archived: {
    icon: Archive,
    title: 'Nothing archived',
    text: 'What you archive stays here until something new happens to it.',
  },
  snoozed: {
    icon: Clock,
    title: 'Nothing snoozed',
    text: 'What you snooze waits here and comes back on time.',
  },
} as const

export interface InboxEmptyProps {
  filter: InboxFilter
  q: string
  onClearSearch: () => void
}

export function InboxEmpty({ filter, q, onClearSearch }: InboxEmptyProps) {
  const { icon: Icon, title, text } = states[filter]
  if (q.trim() !== '') {
    return (
      <EmptyState
        icon={<Search size={20} />}
        title="Nothing found"
        action={<Button onPress={onClearSearch}>Clear the search</Button>}
      >
        Titles, projects and the latest words of each thread are searched.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Icon size={20} />} title={title}>
      {text}
    </EmptyState>
  )
}
