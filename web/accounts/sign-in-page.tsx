import { useDocumentTitle } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { t } from '#web/i18n/words.ts';
import { SignInForm } from './sign-in-form.tsx';
import styles from './sign-in-page.module.css';

const route = getRouteApi('/sign-in');

/** Lets a person in and takes them to where they were going. */
export function SignInPage() {
  useDocumentTitle(`${t('signIn.title')} · Makegood`);
  const { to } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  return (
    <main className={styles.page}>
      <SignInForm
        onEntered={() => {
          // Nothing that another person saw may stay.
          client.clear();
          router.history.push(to ?? '/');
        }}
      >
        <div>
          <p className={styles.brand}>Makegood</p>
          <h1>{t('signIn.title')}</h1>
        </div>
      </SignInForm>
    </main>
  );
}
