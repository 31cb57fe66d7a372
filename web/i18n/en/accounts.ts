export const accounts = {
  signIn: {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    act: 'Sign in',
    demo: 'Or try the demo company as',
    wrong: 'This e-mail and password do not belong together.',
    busy: 'Too many tries. Wait a minute and try again.',
    failed: 'The server cannot be reached. Check the connection and try again.',
  },
  role: {
    sales_rep: 'Sales representative',
    warehouse: 'Warehouse',
    manager: 'Manager',
    administrator: 'Administrator',
    read_only: 'Read only',
  },
} as const;
