/** Opens and closes the comments beside the text, and says how many there are. */
import { useComments, useThreads } from '@copydesk/react'
import { MessageSquare } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import view from '../item/ContentView.module.css'
import type { TextThreads } from './use-text-threads.ts'

export interface CommentsToggleProps {
  threads: TextThreads
  isOpen: boolean
  onChange: (isOpen: boolean) => void
}

export function CommentsToggle({ threads: { held, text, earlier }, ...props }: CommentsToggleProps) {
  const ofText = useThreads(text).data?.total ?? 0
  const count = earlier.reduce((sum, one) => sum + one.count, ofText)
  return held === null ? (
    <Toggle {...props} count={count} />
  ) : (
    <HeldToggle {...props} held={held} otherCount={count} />
  )
}

type ToggleProps = Omit<CommentsToggleProps, 'threads'>

function HeldToggle({
  held,
  otherCount,
  ...props
}: ToggleProps & { held: NonNullable<TextThreads['held']>; otherCount: number }) {
  const total = useComments(held.projectId, held.itemId).data?.total ?? 0
  return <Toggle {...props} count={total + otherCount} />
}

function Toggle({ count, isOpen, onChange }: ToggleProps & { count: number }) {
  return (
    <AriaButton
      data-focus-target="comments of the text"
      className={view.versionButton}
      // A toggle button proper brings groups of them along, which the first screen has no use for.
      aria-pressed={isOpen}
      onPress={() => onChange(!isOpen)}
    >
      <MessageSquare size={14} aria-hidden />
      <span>{count === 0 ? 'Comments' : count === 1 ? '1 comment' : `${count} comments`}</span>
    </AriaButton>
  )
}
