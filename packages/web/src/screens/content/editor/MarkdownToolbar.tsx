/** The quiet row of buttons above the text. */
import {
  Bold,
  Code,
  Heading2,
  Italic,
  Link2,
  List,
  ListOrdered,
  type LucideIcon,
  MessageSquarePlus,
  TextQuote,
} from 'lucide-react'
import { Toolbar } from 'react-aria-components'
import { IconButton } from '../../../design/index.ts'
import { isApple } from '../../../frame/keys/key-registry.ts'
import type { Format } from '../../../markdown/edits/format.ts'
import styles from './Editor.module.css'

const buttons: { edit: Format; label: string; shortcut?: string; icon: LucideIcon }[] = [
  { edit: 'heading', label: 'Heading', icon: Heading2 },
  { edit: 'bold', label: 'Bold', shortcut: isApple ? '⌘B' : 'Ctrl B', icon: Bold },
  { edit: 'italic', label: 'Italic', shortcut: isApple ? '⌘I' : 'Ctrl I', icon: Italic },
  { edit: 'link', label: 'Link', icon: Link2 },
  { edit: 'list', label: 'List', icon: List },
  { edit: 'numbers', label: 'Numbered list', icon: ListOrdered },
  { edit: 'quote', label: 'Quote', icon: TextQuote },
  { edit: 'code', label: 'Code', icon: Code },
]

export interface MarkdownToolbarProps {
  onEdit: (edit: Format) => void
  onComment: () => void
}

/** One tab stop; the arrow keys walk it. */
export function MarkdownToolbar({ onEdit, onComment }: MarkdownToolbarProps) {
  return (
    <Toolbar aria-label="Formatting" className={styles.toolbar}>
      {buttons.map(({ edit, label, shortcut, icon: Icon }) => (
        <IconButton
          key={edit}
          label={label}
          size="small"
          onPress={() => onEdit(edit)}
          {...(shortcut === undefined ? {} : { shortcut })}
        >
          <Icon size={15} aria-hidden />
        </IconButton>
      ))}
      <IconButton
        label="Comment on the selection"
        shortcut={isApple ? '⌘⌥M' : 'Ctrl Alt M'}
        size="small"
        onPress={onComment}
      >
        <MessageSquarePlus size={15} aria-hidden />
      </IconButton>
    </Toolbar>
  )
}
