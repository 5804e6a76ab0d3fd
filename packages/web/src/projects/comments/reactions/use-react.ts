/** Reacts to a comment. What could not be sent is told as of every command. */
import type { Comment } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'

export function useReact(comment: Comment): (emoji: string, reacted: boolean) => void {
  const commands = useCommands()
  return (emoji, reacted) => void commands.react(comment, { emoji, reacted })
}
