/** The way back of something that was deleted, where it was. */
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/index.ts'

export interface BringBackProps {
  /** Whether it is back. The server says when it is too late. */
  restore: () => Promise<boolean>
  onBack: () => void
}

export function BringBack({ restore, onBack }: BringBackProps) {
  const [isPending, setPending] = useState(false)
  const bringBack = async () => {
    setPending(true)
    const isBack = await restore()
    setPending(false)
    if (isBack) onBack()
  }
  return (
    <p>
      <Button icon={<Undo2 size={15} aria-hidden />} isPending={isPending} onPress={() => void bringBack()}>
        Bring it back
      </Button>
    </p>
  )
}
