/** A text to paste elsewhere, shown as it is, with a button that copies it. */
import { CopyButton } from '../../../design/index.ts'
import styles from './Connection.module.css'
import { ScrollText } from './ScrollText.tsx'

export interface PasteTextProps {
  /** Spoken. */
  label: string
  text: string
  /** The button: "Copy the text". */
  copy: string
}

export function PasteText({ label, text, copy }: PasteTextProps) {
  return (
    <div>
      <ScrollText label={label} text={text} />
      <div className={styles.copy}>
        <CopyButton text={text}>{copy}</CopyButton>
      </div>
    </div>
  )
}
