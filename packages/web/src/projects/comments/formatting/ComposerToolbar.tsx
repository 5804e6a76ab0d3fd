/** The buttons below a comment that is written: what they do to its text, and how it will read. Loaded when it is first drawn. */
import {
  AtSign,
  Bold,
  Code,
  Eye,
  Hash,
  Italic,
  Link2,
  List,
  ListOrdered,
  type LucideIcon,
  PencilLine,
  TextQuote,
} from 'lucide-react'
import { Toolbar } from 'react-aria-components'
import { Button, IconButton } from '../../../design/index.ts'
import { isApple } from '../../../frame/keys/key-registry.ts'
import type { Format } from '../../../markdown/edits/format.ts'
import type { MentionSign } from '../../../people/mentions.ts'
import styles from './ComposerToolbar.module.css'
import type { Formatting } from './use-formatting.ts'

const formats: { format: Format; label: string; key: string; isShifted?: boolean; icon: LucideIcon }[] = [
  { format: 'bold', label: 'Bold', key: 'B', icon: Bold },
  { format: 'italic', label: 'Italic', key: 'I', icon: Italic },
  { format: 'code', label: 'Code', key: 'E', icon: Code },
  { format: 'link', label: 'Link', key: 'K', icon: Link2 },
  { format: 'list', label: 'List', key: '8', isShifted: true, icon: List },
  { format: 'numbers', label: 'Numbered list', key: '7', isShifted: true, icon: ListOrdered },
  { format: 'quote', label: 'Quote', key: '9', isShifted: true, icon: TextQuote },
]
const mentions: { sign: MentionSign; label: string; icon: LucideIcon }[] = [
  { sign: '@', label: 'Mention people', icon: AtSign },
  { sign: '#', label: 'Refer to content', icon: Hash },
]

export interface ComposerToolbarProps {
  formatting: Formatting
  isPreview: boolean
  onPreviewChange: (isPreview: boolean) => void
}

/** One tab stop; the arrow keys walk it. A press leaves the focus in the text, where one goes on writing. */
export function ComposerToolbar({ formatting, isPreview, onPreviewChange }: ComposerToolbarProps) {
  return (
    <>
      {!isPreview && (
        <Toolbar aria-label="Formatting" className={styles.toolbar}>
          {formats.map(({ format, label, key, isShifted = false, icon: Icon }) => (
            <IconButton
              key={format}
              label={label}
              shortcut={keysOf(key, isShifted)}
              size="small"
              preventFocusOnPress
              onPress={() => formatting.format(format)}
            >
              <Icon size={15} aria-hidden />
            </IconButton>
          ))}
          {mentions.map(({ sign, label, icon: Icon }) => (
            <IconButton
              key={sign}
              label={label}
              shortcut={sign}
              size="small"
              preventFocusOnPress
              onPress={() => formatting.mention(sign)}
            >
              <Icon size={15} aria-hidden />
            </IconButton>
          ))}
        </Toolbar>
      )}
      <Button
        size="small"
        variant="quiet"
        icon={isPreview ? <PencilLine size={15} aria-hidden /> : <Eye size={15} aria-hidden />}
        onPress={() => onPreviewChange(!isPreview)}
      >
        {isPreview ? 'Write' : 'Preview'}
      </Button>
    </>
  )
}

function keysOf(key: string, isShifted: boolean): string {
  if (isApple) return `${isShifted ? '⇧' : ''}⌘${key}`
  return `Ctrl ${isShifted ? 'Shift ' : ''}${key}`
}
