import { redirect } from 'next/navigation';

export default function RootPage(): never {
  redirect('/workflows'); // which sends visitors without a session to /login, and that to /setup at first
}
