/** How each status of a version is named and drawn. The icons differ in shape, so colour is never alone. */
import type { Status } from '@copydesk/contract'
import {
  CircleCheck,
  CircleCheckBig,
  CircleDashed,
  CircleDot,
  CircleX,
  Clock,
  History,
  type LucideIcon,
} from 'lucide-react'

export interface StatusLook {
  label: string
  icon: LucideIcon
}

/** Label and icon by status, in the order of the work. */
export const statusLooks: Record<Status, StatusLook> = {
  draft: { label: 'Draft', icon: CircleDashed },
  in_review: { label: 'In review', icon: CircleDot },
  ready: { label: 'Ready', icon: CircleCheck },
  rejected: { label: 'Rejected', icon: CircleX },
  scheduled: { label: 'Scheduled', icon: Clock },
  published: { label: 'Published', icon: CircleCheckBig },
  previously_published: { label: 'Previously published', icon: History },
}
