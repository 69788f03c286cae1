//! Container profiles: what their JSON means, what is wrong in it, and that Docker's and Podman's default profiles answer
//! as libseccomp does.

mod defaults;
mod forms;
mod machine;
mod mistakes;
mod peer;
mod runtime;
