/** The way back of a deleted project, where it was. */
import type { Id } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/index.ts'

export interface BringBackProps {
  projectId: Id
  onBack: () => void
}

/** The server says when it is too late. */
export function BringBack({ projectId, onBack }: BringBackProps) {
  const commands = useCommands()
  const [isPending, setPending] = useState(false)
  const restore = async () => {
    setPending(true)
    const outcome = await commands.restoreProject(projectId)
    setPending(false)
    if (outcome.ok) onBack()
  }
  return (
    <p>
      <Button icon={<Undo2 size={15} aria-hidden />} isPending={isPending} onPress={() => void restore()}>
        Bring it back
      </Button>
    </p>
  )
}
