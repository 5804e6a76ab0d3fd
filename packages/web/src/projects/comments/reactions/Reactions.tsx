/** What people reacted with to a comment: each emoji with its count, a press adds one's own or takes it back. */
import type { Comment, Reaction } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { Button as AriaButton } from 'react-aria-components'
import { cx, Spoken, Tooltip, TooltipTrigger } from '../../../design/index.ts'
import { useMay } from '../../../people/use-may.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { nameOfEmoji } from './emoji-names.ts'
import { useOwnReactions } from './own-reactions.ts'
import styles from './Reactions.module.css'
import { sayWho } from './say-who.ts'
import { useReact } from './use-react.ts'

export function Reactions({ comment }: { comment: Comment }) {
  const mayReact = useMay('comment.write')
  return (
    <ul aria-label="Reactions" data-focus-owner={`comment ${comment.id}`} className={styles.reactions}>
      {comment.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <ReactionChip comment={comment} reaction={reaction} mayReact={mayReact} />
        </li>
      ))}
    </ul>
  )
}

interface ReactionChipProps {
  comment: Comment
  reaction: Reaction
  mayReact: boolean
}

function ReactionChip({ comment, reaction, mayReact }: ReactionChipProps) {
  const { emoji, count, first } = reaction
  const react = useReact(comment)
  const isOwn = useOwnReactions(comment.id).has(emoji)
  const { person } = useDesk()
  const nameOf = useNameOf()
  const others = first.filter(({ id }) => id !== person.id).map(nameOf)
  const who = sayWho(others, count, isOwn)
  const words = `${nameOfEmoji(emoji)}, ${count}: ${who}`
  const face = (
    <>
      <span aria-hidden>{emoji}</span>
      <span aria-hidden className={styles.count}>
        {count}
      </span>
    </>
  )
  if (!mayReact) {
    return (
      <span className={styles.chip}>
        <Spoken>{words}</Spoken>
        {face}
      </span>
    )
  }
  return (
    <TooltipTrigger>
      <AriaButton
        aria-label={words}
        aria-pressed={isOwn}
        className={cx(styles.chip, isOwn && styles.own)}
        onPress={() => react(emoji, !isOwn)}
      >
        {face}
      </AriaButton>
      <Tooltip>{who}</Tooltip>
    </TooltipTrigger>
  )
}
