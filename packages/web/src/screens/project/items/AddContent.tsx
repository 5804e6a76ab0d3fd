/** The button that adds content to the project. What its popover shows is loaded when it is first opened. */

import type { Id } from '@copydesk/contract'
import { Plus } from 'lucide-react'
import { Suspense } from 'react'
import { Button, Popover, PopoverTrigger, SkeletonRows } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import styles from './Items.module.css'

const AddContentSteps = later(async () => (await import('./AddContentSteps.tsx')).AddContentSteps)

export interface AddContentProps {
  projectId: Id
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** Shows what was created. */
  onCreated: (itemId: Id) => void
}

export function AddContent({ projectId, isOpen, onOpenChange, onCreated }: AddContentProps) {
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <Button icon={<Plus size={15} aria-hidden />}>
        <span className={styles.word}>Add content</span>
      </Button>
      <Popover label="Add content" placement="bottom end" isFlush>
        <Suspense fallback={<SkeletonRows label="Loading" count={4} />}>
          <AddContentSteps projectId={projectId} onCreated={onCreated} onClose={() => onOpenChange(false)} />
        </Suspense>
      </Popover>
    </PopoverTrigger>
  )
}
