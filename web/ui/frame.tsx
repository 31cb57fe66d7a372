import { MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { cssVariables, theme } from '#web/ui/theme.ts';

/** What every page stands in: colours and type, what the server answered, and the place where short news appears. */
export function Frame({ answers, children }: { answers: QueryClient; children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={answers}>
        {children}
        <News />
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Short news. A phone has its next act at the bottom: there it stands at the top. */
function News() {
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  return <Notifications position={isPhone ? 'top-center' : 'bottom-right'} limit={3} />;
}
