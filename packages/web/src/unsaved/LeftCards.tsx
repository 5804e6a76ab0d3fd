/** The cards of what lost its place, each to be copied or sent elsewhere. */
import type { Project } from '@copydesk/contract'
import { useProjects } from '@copydesk/react'
import { Send } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button, Popover, PopoverTrigger, SkeletonRows, showToast } from '../design/index.ts'
import { later } from '../later.tsx'
import type { LeftWordsProps } from './LeftWords.tsx'
import { useOutbox } from './OutboxProvider.tsx'
import type { Unsaved } from './outbox.ts'
import { nothingYet } from './targets.ts'
import styles from './Unsaved.module.css'
import { UnsavedCard } from './UnsavedCard.tsx'
import { useUnsaved } from './use-unsaved.ts'

const ProjectChoice = later(
  async () => (await import('../projects/ProjectChoice.tsx')).ProjectChoice,
  'drawn',
)

export function LeftCards({ isLeft, what, instead }: LeftWordsProps) {
  const outbox = useOutbox()
  const left = useUnsaved().filter(({ entry, isElsewhere }) => isLeft(entry.subject) && !isElsewhere)
  return (
    <section aria-label="What you were writing" className={styles.cards}>
      {left.map((unsaved) => (
        <UnsavedCard
          key={unsaved.entry.id}
          unsaved={unsaved}
          actions={
            !isRemark(unsaved) ? null : instead === null ? (
              <SendToProject unsaved={unsaved} />
            ) : (
              <Button
                size="small"
                variant="primary"
                icon={<Send size={14} aria-hidden />}
                onPress={() => outbox.move(unsaved.entry.id, instead.subject, nothingYet, instead.place)}
              >
                {instead.label}
              </Button>
            )
          }
        >
          <b>{what}</b> while you were writing. Your words are kept.
        </UnsavedCard>
      ))}
    </section>
  )
}

/** Texts of versions and names of projects are no comments. */
function isRemark({ entry }: Unsaved): boolean {
  return entry.subject.kind !== 'version' && entry.edit.fields.body !== undefined
}

function SendToProject({ unsaved }: { unsaved: Unsaved }) {
  const outbox = useOutbox()
  const projects = useProjects().data?.data ?? []
  const [isOpen, setOpen] = useState(false)
  const send = ({ id: projectId, name }: Project) => {
    setOpen(false)
    const subject = { kind: 'comment', projectId, itemId: null, parentId: null } as const
    outbox.move(unsaved.entry.id, subject, nothingYet, name)
    showToast({ tone: 'info', title: `Sent to “${name}”` })
  }
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button size="small" variant="primary" icon={<Send size={14} aria-hidden />}>
        Send to another project
      </Button>
      <Popover label="Send to another project" placement="bottom start" isFlush>
        <Suspense fallback={<SkeletonRows label="Loading" count={4} />}>
          <ProjectChoice projects={projects} onChoose={send} />
        </Suspense>
      </Popover>
    </PopoverTrigger>
  )
}
