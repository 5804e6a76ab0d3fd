/** The button that adds content to the project. What its popover shows is loaded when it is first opened. */

import type { Id } from '@copydesk/contract'
import { Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button, cx, Popover, PopoverTrigger, SkeletonRows } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import styles from './Items.module.css'

const AddContentSteps = later(async () => (await import('./AddContentSteps.tsx')).AddContentSteps)

export interface AddContentProps {
  projectId: Id
  /** In a bar, where on a phone the icon has to do. */
  isInBar: boolean
  /** Shows what was created. */
  onCreated: (itemId: Id) => void
}

export function AddContent({ projectId, isInBar, onCreated }: AddContentProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button variant={isInBar ? 'secondary' : 'primary'} icon={<Plus size={15} aria-hidden />}>
        <span className={cx(isInBar && styles.word)}>Add content</span>
      </Button>
      <Popover label="Add content" placement={isInBar ? 'bottom end' : 'bottom'} isFlush>
        <Suspense fallback={<SkeletonRows label="Loading" count={4} />}>
          <AddContentSteps projectId={projectId} onCreated={onCreated} onClose={() => setOpen(false)} />
        </Suspense>
      </Popover>
    </PopoverTrigger>
  )
}
