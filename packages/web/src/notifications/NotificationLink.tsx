/** An entry of the inbox as a link: opening it marks it read and goes to the place. Beside a pane, a click shows it there. */
import type { InboxEntry } from '@copydesk/contract'
import type { MouseEvent } from 'react'
import { Link } from 'react-router'
import { lineClass, NotificationLine } from './NotificationLine.tsx'
import { useOpening } from './use-opening.ts'

export interface NotificationLinkProps {
  entry: InboxEntry
  /** What it is about is muted. */
  isMuted?: boolean
  /** Runs on the way, to close what it is shown in. */
  onOpen?: (() => void) | undefined
  /** Shows it where one is, which a click does then. Enter, a double click, and a click for another tab open it. */
  onShow?: (() => void) | undefined
}

export function NotificationLink({ entry, isMuted = false, onOpen, onShow }: NotificationLinkProps) {
  const { place, state, markRead } = useOpening(entry)
  const onClick = (event: MouseEvent) => {
    // Keys and screen readers press no button: `detail` is 0.
    const isPlainClick = event.detail === 1 && !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (onShow !== undefined && isPlainClick) {
      event.preventDefault()
      onShow()
      return
    }
    markRead()
    onOpen?.()
  }
  return (
    <Link to={place} state={state} className={lineClass(entry)} onClick={onClick} data-focus-lead="">
      <NotificationLine entry={entry} isMuted={isMuted} />
    </Link>
  )
}
