/** Opens and closes the comments beside the text, and says how many there are. */
import type { Id } from '@copydesk/contract'
import { MessageSquare } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import view from '../item/ContentView.module.css'
import { useHoldingItem } from './use-holding-item.ts'

export interface CommentsToggleProps {
  projectId: Id
  versionId: Id
  isOpen: boolean
  onChange: (isOpen: boolean) => void
}

export function CommentsToggle({ projectId, versionId, isOpen, onChange }: CommentsToggleProps) {
  const { item } = useHoldingItem(projectId, versionId)
  if (item === null) return null
  const { commentCount: count } = item
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
