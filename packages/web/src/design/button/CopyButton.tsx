/** Puts a text into the clipboard and says that it did. Where pages may not, it says how to do it by hand. */
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '../../browser/clipboard.ts'
import { Spoken } from '../spoken/Spoken.tsx'
import { Button, type ButtonLook } from './Button.tsx'

export interface CopyButtonProps extends Pick<ButtonLook, 'variant' | 'size'> {
  text: string
  /** What is copied: "Copy the text". */
  children: string
}

/** The text must be on the screen as well, for browsers that do not allow copying. */
export function CopyButton({ text, children, variant = 'secondary', size = 'small' }: CopyButtonProps) {
  const [last, setLast] = useState<{ text: string; isCopied: boolean } | null>(null)
  const copy = async () => setLast({ text, isCopied: await copyText(text) })
  const outcome = last?.text === text ? (last.isCopied ? 'Copied' : 'Select it and copy by hand') : ''
  const icon = outcome === 'Copied' ? <Check size={14} /> : <Copy size={14} />
  return (
    <>
      <Button variant={variant} size={size} icon={icon} onPress={() => void copy()}>
        {outcome || children}
      </Button>
      <Spoken isStatus>{outcome}</Spoken>
    </>
  )
}
