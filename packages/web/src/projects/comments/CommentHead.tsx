/** The line above a comment: who, when, and what can be done with it. */
import { type Comment, homeOf } from '@copydesk/contract'
import { Ellipsis, Link2, Mail, Pencil, Send, TextQuote, Trash2 } from 'lucide-react'
import { Suspense } from 'react'
import { Link } from 'react-router'
import { IconButton, Menu, MenuItem, MenuTrigger, RelativeTime } from '../../design/index.ts'
import { copyLink } from '../../frame/copy-link.ts'
import { later } from '../../later.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../people/use-may.ts'
import styles from './Comments.module.css'
import { useMarkUnread } from './unread/new-lines.ts'

const EditedMark = later(async () => (await import('./history/EditedMark.tsx')).EditedMark)
const ReactButton = later(async () => (await import('./reactions/ReactButton.tsx')).ReactButton)

export interface CommentHeadProps {
  comment: Comment
  authorName: string
  /** Only on its way to the server so far. */
  isPending: boolean
  mayComment: boolean
  mayEdit: boolean
  mayDelete: boolean
  onQuote: () => void
  onEdit: () => void
  onDelete: () => void
}

/** The time is the link to the comment. */
export function CommentHead(props: CommentHeadProps) {
  const { comment, authorName, isPending, mayComment, mayEdit, mayDelete } = props
  const mayTrace = useMay('site.manage')
  const markUnread = useMarkUnread()
  const address = paths.thread(homeOf(comment), comment.id)
  return (
    <header className={styles.head}>
      <b className={styles.author}>{authorName}</b>
      {isPending ? (
        <span className={styles.faint}>sending…</span>
      ) : (
        <Link to={address} className={styles.time}>
          <RelativeTime at={comment.createdAt} />
        </Link>
      )}
      {comment.editedAt !== null && (
        <Suspense fallback={<span className={styles.faint}>edited</span>}>
          <EditedMark comment={comment} mayTakeOut={mayDelete} />
        </Suspense>
      )}
      {!isPending && (
        <span className={styles.menu}>
          {mayComment && (
            <Suspense>
              <ReactButton comment={comment} />
            </Suspense>
          )}
          <MenuTrigger>
            <IconButton label="More about this comment" size="small">
              <Ellipsis size={15} aria-hidden />
            </IconButton>
            <Menu placement="bottom end" aria-label="Comment">
              <MenuItem label="Copy link" icon={<Link2 size={15} />} onAction={() => copyLink(address)} />
              {mayComment ? (
                <MenuItem
                  label="Quote in an answer"
                  icon={<TextQuote size={15} />}
                  onAction={props.onQuote}
                />
              ) : null}
              <MenuItem
                label="Mark unread from here"
                icon={<Mail size={15} />}
                onAction={() => markUnread(comment)}
              />
              {mayEdit ? <MenuItem label="Edit" icon={<Pencil size={15} />} onAction={props.onEdit} /> : null}
              {mayTrace ? (
                <MenuItem
                  label="Who was told"
                  icon={<Send size={15} />}
                  href={paths.adminDelivery({ about: comment.id })}
                />
              ) : null}
              {mayDelete ? (
                <MenuItem
                  label="Delete"
                  icon={<Trash2 size={15} />}
                  tone="danger"
                  onAction={props.onDelete}
                />
              ) : null}
            </Menu>
          </MenuTrigger>
        </span>
      )}
    </header>
  )
}
