import './ui/styles.ts';
import '#web/i18n/words.ts';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { answers } from '#web/api/answers.ts';
import { Frame } from '#web/ui/frame.tsx';
import { router } from './router.tsx';

createRoot(document.getElementById('root') as HTMLElement).render(
  <Frame answers={answers}>
    <RouterProvider router={router} />
  </Frame>,
);
