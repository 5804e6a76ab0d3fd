/** Opens and closes the comments beside the text, and says how many there are. */
import type { Id } from '@copydesk/contract'
import { useComments } from '@copydesk/react'
import { MessageSquare } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import view from '../item/ContentView.module.css'

export interface CommentsToggleProps {
  projectId: Id
  itemId: Id
  isOpen: boolean
  onChange: (isOpen: boolean) => void
}

export function CommentsToggle({ projectId, itemId, isOpen, onChange }: CommentsToggleProps) {
  const count = useComments(projectId, itemId).data?.total ?? 0
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
