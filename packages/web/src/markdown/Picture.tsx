/**
 * A picture in a comment. One from elsewhere is fetched only when the reader asks for it: otherwise whoever wrote the
 * comment would learn who reads it, when and from where.
 */
import { Image } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { Button } from '../design/index.ts'

export function Picture({ src = '', alt = '' }: ComponentProps<'img'>) {
  const address = URL.canParse(src, location.href) ? new URL(src, location.href) : null
  const [isShown, setShown] = useState(address?.origin === location.origin)
  if (address === null || !/^https?:$/.test(address.protocol)) return alt
  if (isShown) {
    return <img src={src} alt={alt} loading="lazy" decoding="async" referrerPolicy="no-referrer" />
  }
  return (
    <Button size="small" onPress={() => setShown(true)}>
      <Image size={14} aria-hidden />
      Show picture{alt === '' ? '' : ` “${alt}”`} from {address.host}
    </Button>
  )
}
