/** Which address shows which screen (screens.ts), inside the frame, which is there from the start. */
import { useDesk } from '@copydesk/react'
import { useState } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { pathOfPage } from './base-path.ts'
import { Frame } from './frame/Frame.tsx'
import { paths } from './paths.ts'
import { NotFoundScreen } from './screens/errors/NotFoundScreen.tsx'
import { screens, warmUp } from './screens.ts'

/** All screens of a signed-in person. */
export function AppRoutes() {
  const { lives } = useDesk()
  // Once, at the very first drawing: the data is asked for while the screen's code may still be on its way.
  useState(() => warmUp(lives, pathOfPage()))
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
