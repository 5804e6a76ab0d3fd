/** Which address shows which screen (screens.ts), inside the frame, which is there from the start. */
import { useDesk } from '@copydesk/react'
import { useLayoutEffect, useState } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { pathOfPage } from './base-path.ts'
import { NotFoundScreen } from './frame/errors/NotFoundScreen.tsx'
import { Frame } from './frame/Frame.tsx'
import { Shell } from './frame/Shell.tsx'
import { paths } from './paths.ts'
import { screens, warmUp } from './screens.ts'

/** All screens of a signed-in person. */
export function AppRoutes() {
  const { lives } = useDesk()
  const [isWarm, setWarm] = useState(false)
  // Once, at the very first drawing: usually the data is there at once, and the rows are drawn with their frame.
  useLayoutEffect(() => void warmUp(lives, pathOfPage()).then(() => setWarm(true)), [lives])
  if (!isWarm) return <Shell />
  return (
    <Routes>
      <Route element={<Frame />}>
        <Route path="/" element={<Navigate to={paths.projects()} replace />} />
        {screens.map(({ path, Component }) => (
          <Route key={path} path={path} element={<Component />} />
        ))}
        <Route path="*" element={<NotFoundScreen />} />
      </Route>
    </Routes>
  )
}
